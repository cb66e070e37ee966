using Dapper;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Texts that are known by their hashes have them.</summary>
internal sealed class ContentChanged() : AuditCheck(
    "A1-content", AuditLevel.Integrity, "An environment, a source, a description of inputs or a seal is not what its hash says", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Connection
        .Query<(string Kind, string Id, byte[] Text)>(
            "SELECT 'environment', id, CAST(description AS BLOB) FROM environments UNION ALL SELECT 'text', id, CAST(text AS BLOB) FROM texts", buffered: false)
        .Where(row => ContentAddress.Of(row.Text) != row.Id)
        .Select(row => Found($"{row.Kind} {row.Id}", $"its text has the hash {ContentAddress.Of(row.Text)}"));
}

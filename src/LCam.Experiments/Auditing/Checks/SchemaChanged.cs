using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The tables, indexes, triggers and constraints are those that the program makes.</summary>
internal sealed class SchemaChanged() : AuditCheck(
    "A1-schema", AuditLevel.Integrity, "A table, view, index, trigger or constraint is not as the program makes it, or is one more", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        StoreSchema.Differences(subject.Connection).Select(difference => Found(difference.Object, difference.Difference));
}

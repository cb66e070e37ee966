using Dapper;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>What a row refers to is there.</summary>
internal sealed class BrokenReference() : AuditCheck(
    "A1-reference", AuditLevel.Integrity, "A row refers to one that is not there", "restore the store from a copy")
{
    // Those of scores to images, and of both to runs, are followed where they are read.
    private static readonly string[] Tables = ["cells", "runs", "seeds", "stretches", "checkpoints", "artifacts", "run_provenance", "score_summaries", "seals"];

    public override IEnumerable<Finding> Look(AuditSubject subject) => Tables
        .SelectMany(table => subject.Connection.Query<(string Table, long? Row, string Parent, long Key)>($"PRAGMA foreign_key_check({table})"))
        .GroupBy(row => (row.Table, row.Parent))
        .Select(rows => Found(rows.Key.Table, FormattableString.Invariant($"{rows.Count()} rows refer to missing rows of {rows.Key.Parent}")));
}

using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The rows of a run are those that its journal tells of.</summary>
internal sealed class JournalRows() : FolderCheck(
    "A1-journal-rows", AuditLevel.Integrity, "Numbers of a run are not those of its journal: rows were edited after they were read from it, or on the way", "restore the store from a copy, or run the experiment in a new store")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let journal = subject.Folders.Journals.GetValueOrDefault(run.Id)
        where journal is not null
        let tables = Differences(journal, subject.Facts.GetValueOrDefault(run.Id)).ToList()
        where tables.Count > 0
        select Found($"run {run.Id}", $"other rows than its journal tells of: {string.Join(", ", tables)}");

    private static IEnumerable<string> Differences(IReadOnlyList<(string Table, Digest Digest)> journal, RunFacts? facts) =>
        from table in JournalDigests.Tables
        let then = journal.Where(one => one.Table == table).Select(one => (Digest?)one.Digest).FirstOrDefault()
        where then != facts?.DigestOf(table)
        select table;
}

using Dapper;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>SQLite's own check.</summary>
internal sealed class DatabaseDamage() : AuditCheck(
    "A1-database", AuditLevel.Integrity, "SQLite finds the database file damaged", "restore the store from a copy")
{
    // The full check reads every index entry against its row: minutes for a store of gigabytes.
    private const long FullCheckBytes = 1L << 28;

    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var bytes = subject.FileSystem.FileInfo.New(subject.FileSystem.Path.Combine(subject.Store.Folder, StoreDatabase.FileName)).Length;
        return subject.Connection.Query<string>(bytes <= FullCheckBytes ? "PRAGMA integrity_check" : "PRAGMA quick_check")
            .Where(line => line != "ok")
            .Select(line => Found(StoreDatabase.FileName, line))
            .ToList();
    }
}

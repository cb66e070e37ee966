using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>SQLite's own check.</summary>
internal sealed class DatabaseDamage() : AuditCheck(
    "A1-database", AuditLevel.Integrity, "SQLite finds the database file damaged", "restore the store from a copy")
{
    public override Task Begin(AuditSubject subject) => subject.Damage;

    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        subject.Damage.GetAwaiter().GetResult().Where(line => line != "ok").Select(line => Found(StoreDatabase.FileName, line));
}

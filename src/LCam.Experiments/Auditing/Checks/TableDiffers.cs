using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The table that the store gives is the one that was sealed.</summary>
internal sealed class TableDiffers() : AuditCheck(
    "A2-table", AuditLevel.Consistency, "The table that the store gives now is not the one that was sealed", "restore the store from a copy, or run the experiment: it is sealed anew once it is finished")
{
    public override Task Begin(AuditSubject subject) => subject.Building;

    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        foreach (var seal in subject.Seals.Values)
        {
            var (table, why) = subject.Table(seal.Experiment);
            if (table is null)
            {
                yield return Unchecked(seal.Experiment, why!);
            }
            else if (ContentAddress.Of(table) != seal.Hash("table-sha256"))
            {
                yield return Found(seal.Experiment, "its hash is another");
            }
        }
    }
}

using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The tables that the store gives are those that were sealed.</summary>
internal sealed class TableDiffers() : AuditCheck(
    "A2-table", AuditLevel.Consistency, "A table that the store gives now is not the one that was sealed", "restore the store from a copy, or run the experiment: it is sealed anew once it is finished")
{
    public override Task Begin(AuditSubject subject) => subject.Building;

    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        foreach (var seal in subject.Seals.Values)
        {
            var (tables, why) = subject.Tables(seal.Experiment);
            if (tables is null)
            {
                yield return Unchecked(seal.Experiment, why!);
                continue;
            }

            foreach (var (name, _, sha256) in seal.Tables().Where(table => table.Name is not null).Prepend((null, "", seal.Hash("table-sha256"))))
            {
                var (text, missing) = tables.Of(name);
                if (text is null)
                {
                    yield return Unchecked($"{seal.Experiment}, table {name}", missing!);
                }
                else if (ContentAddress.Of(text) != sha256)
                {
                    yield return Found(name is null ? seal.Experiment : $"{seal.Experiment}, table {name}", "its hash is another");
                }
            }
        }
    }
}

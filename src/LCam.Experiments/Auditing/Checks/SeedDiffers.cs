using Dapper;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training used the seed of its settings.</summary>
internal sealed class SeedDiffers() : AuditCheck(
    "A2-seed", AuditLevel.Consistency, "A training's recorded seed is not the one of its settings", "restore the store from a copy, or find out which program trained so")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var seeds = subject.Connection.Query<(string Run, long Seed)>("SELECT run_id, seed FROM seeds WHERE purpose = 'training'")
            .ToDictionary(row => row.Run, row => row.Seed, StringComparer.Ordinal);
        return
            from run in subject.InScope
            where run.Succeeded
            let asked = subject.Stages.GetValueOrDefault(run.StageKey)?.Seed
            where asked is not null && (!seeds.TryGetValue(run.Id, out var used) || used != asked)
            select Found($"run {run.Id}", FormattableString.Invariant($"asked for is {asked}, used {(seeds.TryGetValue(run.Id, out var seed) ? seed : "none")}"));
    }
}

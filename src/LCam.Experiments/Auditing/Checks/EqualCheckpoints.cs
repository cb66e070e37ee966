using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Equal checkpoints have equal scores.</summary>
internal sealed class EqualCheckpoints() : RowCheck(
    "A2-equal-checkpoints", AuditLevel.Consistency, "Measurements of byte-identical attentions, alike in all else, have different scores", "measure again: one of them is not of that attention, or was made elsewhere", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let stage = subject.Stages.GetValueOrDefault(run.StageKey)
        where stage?.TrainKey is not null
        let train = subject.Latest.GetValueOrDefault(stage.TrainKey!)
        let attention = train is null ? null : subject.Files.Of(train.Id).FirstOrDefault(file => file.Role == "attention")?.Sha256
        where attention is not null
        group run by (attention, stage.Surroundings, run.EnvironmentId, Variant(subject, train)) into same
        where same.Select(run => subject.Facts.GetValueOrDefault(run.Id)?.DigestOf(RunTables.Scores)).Distinct().Count() > 1
        select Found(string.Join(", ", same.Select(run => $"run {run.Id}")), $"all are of the attention {same.Key.attention}");

    // The same weights look at other maps where the network is cut elsewhere.
    private static string? Variant(AuditSubject subject, AuditedRun train) => subject.Stages.GetValueOrDefault(train.StageKey)?.Label;
}

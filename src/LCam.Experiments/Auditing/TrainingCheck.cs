namespace LCam.Experiments.Auditing;

/// <summary>A check that holds each training's steps against the schedule that its settings give.</summary>
internal abstract class TrainingCheck(string id, string finds, string remedy) : RowCheck(id, AuditLevel.Consistency, finds, remedy)
{
    public sealed override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let schedule = subject.Stages.GetValueOrDefault(run.StageKey)?.Schedule
        let facts = subject.Facts.GetValueOrDefault(run.Id)
        where schedule is not null && facts is not null
        let why = Difference(schedule, facts, (int?)subject.Text(run.InputsId)?["train"]?["count"])
        where why is not null
        select Found($"run {run.Id}", why);

    /// <summary>The first thing about a training that is not as scheduled; null where all is.</summary>
    /// <param name="images">Images in its list; null where that is not known.</param>
    protected abstract string? Difference(TrainingSchedule schedule, RunFacts facts, int? images);
}

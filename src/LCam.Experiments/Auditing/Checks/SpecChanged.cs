namespace LCam.Experiments.Auditing.Checks;

/// <summary>The spec is the one that was run.</summary>
internal sealed class SpecChanged() : AuditCheck(
    "A3-spec-changed", AuditLevel.Provenance, "The spec's file is not the one that was run, or is gone", "run the experiment again, or restore the spec", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from name in subject.Experiments
        let experiment = subject.Store.Experiments.Find(name)
        where experiment is not null
        let there = subject.FileSystem.File.Exists(experiment.SpecPath)
        where !there || subject.FileSystem.File.ReadAllText(experiment.SpecPath) != experiment.SpecText
        select Found(experiment.SpecPath, there ? "its text is another" : "the file is gone");
}

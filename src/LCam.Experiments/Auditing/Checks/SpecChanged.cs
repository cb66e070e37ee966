namespace LCam.Experiments.Auditing.Checks;

/// <summary>The spec is the one that was run.</summary>
internal sealed class SpecChanged() : AuditCheck(
    "A3-spec-changed", AuditLevel.Provenance, "The spec's file is not the one that was run, or is gone", "run the experiment again, or restore the spec", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from name in subject.Experiments
        let experiment = subject.Store.Experiments.Find(name)
        where experiment is not null
        let path = subject.Moved(experiment.SpecPath)!
        let there = subject.FileSystem.File.Exists(path)
        where !there || subject.FileSystem.File.ReadAllText(path) != experiment.SpecText
        select Found(path, there ? "its text is another" : "the file is gone");
}

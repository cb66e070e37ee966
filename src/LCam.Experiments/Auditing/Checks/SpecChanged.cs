using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The spec is the one that was run.</summary>
internal sealed class SpecChanged() : AuditCheck(
    "A3-spec-changed", AuditLevel.Provenance, "The spec's file is not the one that was run, or is gone", "run the experiment again, or restore the spec", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from name in subject.Experiments
        let experiment = subject.Store.Experiments.Find(name)
        where experiment is not null
        let path = subject.Specs.Moved(experiment.SpecPath)!
        let why = Change(subject, experiment, path)
        where why is not null
        select Found(path, why);

    // A store that came from elsewhere may name a device as its spec.
    private static string? Change(AuditSubject subject, ExperimentRecord experiment, string path)
    {
        if (!subject.FileSystem.File.Exists(path))
        {
            return "the file is gone";
        }

        try
        {
            return SpecSources.TextOf(path, subject.FileSystem) switch
            {
                var text when text == experiment.SpecText => null,
                var text when SpecSources.HasSameFirst(text, experiment.SpecText) => "a file that it extends is another",
                _ => "its text is another",
            };
        }
        catch (ProblemException failure)
        {
            return failure.Problems[0].What;
        }
    }
}

using LCam.Experiments.Stages;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is what it was.</summary>
internal sealed class ChangedArtifact() : AuditCheck(
    "A1-artifact-changed", AuditLevel.Integrity, "A file that a run left is not what it was: a checkpoint, journal, order or result was changed", "restore it from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var files = subject.InScope.Where(run => run.Succeeded)
            .SelectMany(run => subject.Artifacts[run.Id].Where(artifact => subject.Files[run.Id].Contains(artifact.Path)).Select(artifact => (Run: run, Artifact: artifact)))
            .ToList();
        return files.AsParallel().AsOrdered()
            .Select(file => (file.Run, file.Artifact, Actual: FileHash.Of(subject.FileSystem, subject.PathOf(file.Run, file.Artifact.Path))))
            .Where(file => file.Actual != file.Artifact.Sha256)
            .Select(file => Found($"run {file.Run.Id}", $"{file.Artifact.Path} ({file.Artifact.Role}) has the hash {file.Actual}, not {file.Artifact.Sha256}"))
            .ToList();
    }
}

namespace LCam.Experiments.Auditing.Checks;

/// <summary>No stage folder without a run.</summary>
internal sealed class OrphanFolder() : AuditCheck(
    "A0-orphan-folder", AuditLevel.Completeness, "A folder among the stages' belongs to no run", "'lcam gc' removes it, once it is an hour old", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        if (subject.Options.Experiment is not null || !subject.FileSystem.Directory.Exists(subject.StagesFolder))
        {
            return [];
        }

        var known = subject.Runs.Values.Select(run => run.Folder).ToHashSet(StringComparer.Ordinal);
        return subject.FileSystem.Directory.EnumerateDirectories(subject.StagesFolder)
            .SelectMany(stage => subject.FileSystem.Directory.EnumerateDirectories(stage))
            .Select(folder => subject.FileSystem.Path.GetRelativePath(subject.StagesFolder, folder))
            .Where(folder => !known.Contains(folder))
            .Select(folder => Found($"stages/{folder}", "no run has this folder"));
    }
}

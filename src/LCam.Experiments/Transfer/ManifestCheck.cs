using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Whether a manifest, which anybody may have written, is one that this program could have.</summary>
internal sealed class ManifestCheck(string archive, ArchiveManifest manifest)
{
    private readonly List<Problem> _problems = [];

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        var (runs, experiments) = (manifest.Runs, manifest.Experiments);
        if (runs.Count is 0 or > ArchiveLimits.Runs || experiments.Count > ArchiveLimits.Experiments)
        {
            Require(false, FormattableString.Invariant($"it has {runs.Count} runs and {experiments.Count} experiments; expected 1 to {ArchiveLimits.Runs}, and at most {ArchiveLimits.Experiments}"));
            return _problems;
        }

        foreach (var run in runs)
        {
            Tell($"run {ForeignText.Shown(run.Run.Id)}", new ArchivedRunCheck(run).Problems());
        }

        Require(runs.Select(run => run.Stage.Key).Distinct(StringComparer.Ordinal).Count() == runs.Count, "a stage is in it twice");
        Require(runs.Select(run => run.Run.Id).Distinct(StringComparer.Ordinal).Count() == runs.Count, "a run is in it twice");
        Require(experiments.Select(experiment => experiment.Record.Name).Distinct(StringComparer.Ordinal).Count() == experiments.Count, "an experiment is in it twice");
        Require(Total() <= ArchiveLimits.Total, $"it unpacks to more than {ArchiveLimits.Text(ArchiveLimits.Total)}");
        var kinds = runs.DistinctBy(run => run.Stage.Key).ToDictionary(run => run.Stage.Key, run => run.Stage.Kind, StringComparer.Ordinal);
        foreach (var experiment in experiments)
        {
            Tell($"experiment {ForeignText.Shown(experiment.Record.Name)}", new ArchivedExperimentCheck(experiment, kinds).Problems());
        }

        // Only what is right by itself can be asked for what it hangs on.
        if (_problems.Count == 0)
        {
            foreach (var run in runs)
            {
                Require(
                    ForeignRecords.Stages(ForeignJson.Map(run.Stage.Identity)).All(need => kinds.ContainsKey(need!)), $"run {ForeignText.Shown(run.Run.Id)} needs a stage that is not in it");
            }
        }

        return _problems;
    }

    private double Total() => manifest.Runs.Sum(run => run.Files.Sum(file => (double)file.Bytes));

    private void Tell(string what, IEnumerable<string> problems) => _problems.AddRange(problems.Select(problem => new Problem(archive, $"{what}: {problem}")));

    private void Require(bool right, string otherwise)
    {
        if (!right)
        {
            _problems.Add(new Problem(archive, otherwise));
        }
    }
}

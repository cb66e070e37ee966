using System.Text.RegularExpressions;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Store;

namespace LCam.Experiments.Transfer;

/// <summary>Whether what a manifest says of a run is what this program could have written: every field, its type, range and length.</summary>
internal sealed partial class ArchivedRunCheck(ArchivedRun archived)
{
    private readonly List<string> _problems = [];

    /// <summary>All that is wrong, each in words that follow the run's name.</summary>
    public IReadOnlyList<string> Problems()
    {
        var (stage, run) = (archived.Stage, archived.Run);
        if (!ForeignText.IsDigest(stage.Key) || run.Attempt is < 1 or > ArchiveLimits.Attempt || run.Id != RunRecord.IdOf(stage.Key, run.Attempt) || run.StageKey != stage.Key)
        {
            return [FormattableString.Invariant($"it has a wrong id: expected the first 12 digits of its stage's key, a point and its attempt, which is at least 1 and at most {ArchiveLimits.Attempt}")];
        }

        Require(ForeignText.IsLine(stage.Label, ArchiveLimits.Name), "its label is no line of text");
        Require(ContentAddress.Of(stage.Identity) == stage.Key, "its key is not that of its settings");
        if (StageKinds.Parse(stage.Kind) is { } kind)
        {
            _problems.AddRange(ForeignRecords.OfIdentity(stage.Identity, kind));
            CheckFiles(kind);
        }
        else
        {
            Require(false, $"it is of an unknown kind {ForeignText.Shown(stage.Kind)}");
        }

        CheckRun(run);
        Require(ContentAddress.Of(archived.Environment) == run.EnvironmentId, "its environment is not the one that its id says");
        Require(archived.Tags is null || (archived.Tags.Count <= RunLabels.MostTags && archived.Tags.All(RunLabels.IsTag)), "it has a tag that is none, or too many");
        Require(archived.Note is null || RunLabels.IsNote(archived.Note), "its note is no line of text, or too long");
        _problems.AddRange(ForeignRecords.OfEnvironment(archived.Environment));
        if (archived.Provenance is { } provenance)
        {
            CheckProvenance(provenance);
        }

        return _problems;
    }

    private void CheckRun(RunRecord run)
    {
        Require(run.State == RunState.Succeeded, "it did not succeed");
        Require(run.FailureKind is null && run.FailureMessage is null, "it says why it failed, and that it succeeded");
        Require(ForeignText.IsLine(run.Host, ArchiveLimits.Name), "its host is no name");
        Require(run.Pid >= 0, "its process has an impossible number");
        Require(run.BootId.Length == 0 || ForeignText.IsLine(run.BootId, ArchiveLimits.Name), "its boot is no name");
        Require(run.Threads is >= 1 and <= ArchiveLimits.Threads, FormattableString.Invariant($"it has {run.Threads} threads"));
        Require(Device().IsMatch(run.Device), $"its device {ForeignText.Shown(run.Device)} is not cpu or cuda:N");
        Require(double.IsFinite(run.Seconds) && run.Seconds is >= 0 and <= ArchiveLimits.Seconds, "its seconds are no time that it could have taken");
        Require(
            IsPossible(run.Started) && IsPossible(run.Heartbeat) && run.Ended is { } ended && IsPossible(ended) && run.Started <= ended,
            FormattableString.Invariant($"its times are impossible: expected a start, an end not before it, and a sign of life, all from {ArchiveLimits.Earliest:yyyy} to {ArchiveLimits.Latest:yyyy}"));
    }

    private void CheckProvenance(RunProvenance provenance)
    {
        _problems.AddRange(ForeignRecords.OfSource(provenance.Source));
        _problems.AddRange(ForeignRecords.OfInputs(provenance.Inputs));
        Require(
            provenance.ProcessorSeconds is null or (>= 0 and <= ArchiveLimits.Seconds * ArchiveLimits.Threads) && provenance.PeakBytes is null or >= 0,
            "what it took of the machine is impossible");
    }

    private void CheckFiles(StageKind kind)
    {
        var files = archived.Files;
        _problems.AddRange(files.Select(file => KnownFile.Problem(kind, file.Path, file.Bytes)).OfType<string>());
        Require(files.All(file => ForeignText.IsDigest(file.Sha256)), "a file of it has no SHA-256");
        Require(files.DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).Count() == files.Count, "it has a file twice");
        _problems.AddRange(KnownFile.Of(kind).Where(known => known.Needed && files.All(file => file.Path != known.Path)).Select(known => $"its {known.Path} is not in the archive"));
        foreach (var artifact in archived.Artifacts)
        {
            Require(
                files.Any(file => file.Path == artifact.Path && file.Sha256 == artifact.Sha256 && file.Bytes == artifact.Bytes),
                $"it lacks a file that it left: {ForeignText.Shown(artifact.Path)}");
            Require(KnownFile.Of(kind).Any(known => known.Path == artifact.Path && known.Role == artifact.Role), $"{ForeignText.Shown(artifact.Path)} is called {ForeignText.Shown(artifact.Role)}, which it is not");
        }

        Require(archived.Artifacts.DistinctBy(artifact => artifact.Path).Count() == archived.Artifacts.Count, "it left a file twice");
        Require(archived.Artifacts.Any(artifact => artifact.Path == KnownFile.Journal), "its journal is not among the files that it left");
    }

    private static bool IsPossible(DateTimeOffset time) => time >= ArchiveLimits.Earliest && time <= ArchiveLimits.Latest;

    private void Require(bool right, string otherwise)
    {
        if (!right)
        {
            _problems.Add(otherwise);
        }
    }

    [GeneratedRegex("^(cpu|cuda:(0|[1-9][0-9]{0,2}))\\z")]
    private static partial Regex Device();
}

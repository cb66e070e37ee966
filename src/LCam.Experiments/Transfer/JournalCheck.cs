using System.Text.Json;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Sanity;

namespace LCam.Experiments.Transfer;

/// <summary>
/// Whether a journal is a whole one of its run's kind: every line intact, every number possible, none twice, and as many
/// as the run set out to write. A store takes its numbers from here.
/// </summary>
/// <param name="percentages">The shares that an evaluation measures, by its settings.</param>
internal sealed class JournalCheck(StageKind kind, IReadOnlyList<double> percentages)
{
    private const int MostNames = 256;
    private const int LongestNote = 1 << 20;
    private const double Rounding = 1e-6;

    private readonly HashSet<long> _done = [];
    private StartEntry? _start;
    private long _before;
    private bool _hasAccuracy;

    private bool Trains => kind is StageKind.Classifier or StageKind.Train;

    private string Unit => kind switch { StageKind.Explain or StageKind.Measure => "images", StageKind.Sanity => "layers", _ => "steps" };

    /// <summary>The first thing that is wrong; null where nothing is.</summary>
    public string? Problem(ReadOnlySpan<byte> journal)
    {
        var number = 0;
        while (journal.Length > 0)
        {
            number++;
            var end = journal.IndexOf((byte)'\n');
            if (end is < 0 or > ArchiveLimits.JournalLine)
            {
                return FormattableString.Invariant($"line {number} is torn, or longer than any could be");
            }

            if (Line(journal[..end]) is { } problem)
            {
                return FormattableString.Invariant($"line {number} {problem}");
            }

            journal = journal[(end + 1)..];
        }

        return End();
    }

    private string? Line(ReadOnlySpan<byte> line)
    {
        try
        {
            return JournalLine.Decode(line) is { } entry ? Of(entry) : "is damaged";
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return "is no entry of a journal";
        }
    }

    private string? End() => _start is null ? "it has no start"
        : _before + _done.Count != _start.Total ? FormattableString.Invariant($"it has {_done.Count} {Unit}, and set out to do {_start.Total}")
        : kind == StageKind.Classifier && !_hasAccuracy ? "it has no accuracy"
        : null;

    private string? Of(JournalEntry entry) => entry switch
    {
        StartEntry start => Start(start),
        StretchEntry { Format: < 1 or > RunFormat.Version } => "is of a format that this program does not know",
        StretchEntry { Host: { } host } when !ForeignText.IsLine(host, ArchiveLimits.Name) => "is of a host that has no name",
        StretchEntry stretch => stretch.First >= 0 && !ForeignRecords.OfEnvironment(stretch.Environment).Any() ? null : "is an impossible stretch, or of an impossible environment",
        SeedEntry seed => ForeignText.IsLine(seed.Purpose, ArchiveLimits.Name) ? null : "has a seed for no purpose",
        NoteEntry note => note.Text.Length <= LongestNote ? null : "is a note that is too long",
        StepEntry step when Trains => Step(step),
        EpochEntry epoch when Trains => epoch.Epoch >= 0 && epoch.Step >= 0 && AreNames(epoch.Metrics.Keys) ? null : "is an impossible epoch",
        CheckpointEntry checkpoint when Trains => Checkpoint(checkpoint),
        RunEntry run when kind == StageKind.Classifier => Run(run),
        MapsEntry maps when kind == StageKind.Explain => Maps(maps),
        TakenEntry taken when kind == StageKind.Measure => ForeignText.IsDigest(taken.Stage) && taken.Attempt >= 1 && AreNames(taken.Measures) ? null : "took numbers from an impossible run",
        ImageEntry image when kind == StageKind.Measure => Image(image.Score),
        LayerEntry layer when kind == StageKind.Sanity => Layer(layer),
        _ => $"is of another kind of run: {kind.Name()} leaves no such entry",
    };

    private string? Start(StartEntry start)
    {
        // A training may go on from another attempt's checkpoint; what is measured is all here.
        if (_start is null && Trains)
        {
            _before = start.Done;
        }

        _start = start;
        return start.Unit == Unit && start.Total >= 1 && start.Done >= 0 && start.Done <= start.Total ? null : $"is no start of a run that counts {Unit}";
    }

    private string? Step(StepEntry step) => step.Epoch >= 0 && step.Step >= 0 && step.Images >= 1 && AreNames(step.Metrics.Keys) && _done.Add(step.Step) ? null : "is an impossible step, or one that was there before";

    private static string? Checkpoint(CheckpointEntry checkpoint) =>
        checkpoint.Epoch >= 0 && checkpoint.Step >= 0 && ForeignText.IsDigest(checkpoint.Sha256) && checkpoint.Path == Checkpoints.NameOf(checkpoint.Step)
            ? null
            : "is an impossible checkpoint";

    private string? Run(RunEntry run)
    {
        _hasAccuracy |= run.Metrics.Count > 0;
        return AreNames(run.Metrics.Keys) ? null : "names a number as none is named";
    }

    private string? Maps(MapsEntry maps) =>
        maps.First == _done.Count && maps.Classes.Count >= 1 && maps.Classes.All(index => index >= 0) && ForeignText.IsDigest(maps.Sha256) && Enumerable.Range(maps.First, maps.Classes.Count).All(image => _done.Add(image))
            ? null
            : "is an impossible batch of maps, or one out of order";

    private string? Image(ImageScore image) =>
        image.Index < 0 || !_done.Add(image.Index) ? "is an image that was there before, or has no place"
        : !ForeignText.IsLine(image.Image, ArchiveLimits.Path) || image.Label < 0 || image.Predicted < 0 || image.LabelRank < 0 || !IsShare(image.Confidence) ? "is an impossible image"
        : image.Masked.Count != percentages.Count || image.Masked.Where((score, place) => score.Percentage != percentages[place]).Any() ? "measures other percentages than its run"
        : image.Masked.Any(score => score.LabelRank < 0 || !(double.IsNaN(score.Confidence) || IsShare(score.Confidence))) ? "has an impossible confidence"
        : AreNames(image.Measures?.Keys ?? []) ? null : "names a measure as none is named";

    private string? Layer(LayerEntry layer) =>
        layer.Depth < 1 || !_done.Add(layer.Depth) || !ForeignText.IsLine(layer.Layer, ArchiveLimits.Name) ? "is an impossible layer, or one that was there before"
        : layer.Images.Select(image => image.Index).Distinct().Count() != layer.Images.Count || !layer.Images.All(IsPossible) ? "has an impossible image, or one twice"
        : null;

    private static bool IsPossible(ImageSimilarity image) => image.Index >= 0 && image.Class >= 0 && ForeignText.IsLine(image.Image, ArchiveLimits.Path);

    private static bool IsShare(double value) => value is >= 0 and <= 1 + Rounding;

    private static bool AreNames(IEnumerable<string> names) => names.Take(MostNames + 1).ToList() is { Count: <= MostNames } all && all.All(name => ForeignText.IsLine(name, ArchiveLimits.Name));
}

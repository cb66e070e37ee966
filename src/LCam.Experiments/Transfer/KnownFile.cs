using LCam.Experiments.Planning;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Transfer;

/// <summary>A file that a finished run leaves and that goes with it. An archive holds nothing else: checkpoints are for going on alone.</summary>
/// <param name="Path">Relative to the run's folder; none lies in a folder of its own.</param>
/// <param name="Role">What it is among the files that a run left.</param>
/// <param name="Limit">How large it may be, in bytes.</param>
/// <param name="Needed">Whether every finished run of its kind has it.</param>
internal sealed record KnownFile(string Path, string Role, long Limit, bool Needed)
{
    public const string Journal = StageFolder.JournalName;
    public const string Log = StageFolder.LogName;
    public const string Order = StageFolder.OrderName;
    public const string Result = StageFolder.ResultName;

    private static readonly IReadOnlyList<KnownFile> Always =
    [
        new(Order, "order", ArchiveLimits.Order, Needed: true),
        new(Journal, "journal", ArchiveLimits.Journal, Needed: true),
        new(Result, "result", ArchiveLimits.Result, Needed: true),
        new(Log, "log", ArchiveLimits.Log, Needed: false),
    ];

    private static readonly Dictionary<StageKind, IReadOnlyList<KnownFile>> Files = new()
    {
        [StageKind.Classifier] = [.. Always, new(StageModels.ClassifierFile, "weights", ArchiveLimits.Weights, Needed: true)],
        [StageKind.Train] = [.. Always, new(StageModels.AttentionFile, "attention", ArchiveLimits.Attention, Needed: true)],
        [StageKind.Explain] = [.. Always, new(MapsFile.Name, MapsFile.Role, ArchiveLimits.Maps, Needed: true)],
        [StageKind.Measure] = Always,
        [StageKind.Sanity] = Always,
    };

    /// <summary>All files of a kind of run.</summary>
    public static IReadOnlyList<KnownFile> Of(StageKind kind) => Files[kind];

    /// <summary>What is wrong with a file of such a run; null where nothing is.</summary>
    public static string? Problem(StageKind kind, string path, long bytes) => Of(kind).FirstOrDefault(known => known.Path == path) switch
    {
        null => $"{ForeignText.Shown(path)} is no file that a run of the kind {kind.Name()} leaves{(IsPlain(path) ? "" : ": its path leads out of its folder, or into one")}",
        _ when bytes < 0 => $"{path} has an impossible size",
        var known when bytes > known.Limit => $"{path} has {ArchiveLimits.Text(bytes)}, and {ArchiveLimits.Text(known.Limit)} is the limit",
        _ => null,
    };

    private static bool IsPlain(string path) => !path.Contains('/', StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && path is not ("." or "..");
}

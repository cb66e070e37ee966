using System.Globalization;
using LCam.Experiments.Store;

namespace LCam.Experiments.Listing;

/// <summary>A run in a list.</summary>
/// <param name="Places">Its cells' coordinates, by axis, where all its cells agree on them.</param>
/// <param name="Measures">What it measured, by column.</param>
public sealed record ListedRun(RunRecord Run, StageName Stage, IReadOnlyDictionary<string, string> Places, RunLabels Labels, IReadOnlyDictionary<string, double> Measures)
{
    private const string Elsewhere = "adopted";

    /// <summary>Whether the reference's own scripts made it: then nobody knows where, when and how long it ran.</summary>
    public bool IsAdopted { get; private init; }

    /// <summary>A run that the reference's own scripts made.</summary>
    public static ListedRun OfAdopted(AdoptedRun run, StageName stage, IReadOnlyDictionary<string, string> places, IReadOnlyDictionary<string, double> measures) => new(
        new RunRecord
        {
            Id = run.Id,
            StageKey = "",
            Attempt = 0,
            State = RunState.Succeeded,
            Host = "",
            Pid = 0,
            BootId = "",
            Heartbeat = run.Adopted,
            Started = run.Adopted,
            Device = "",
            Threads = 0,
            EnvironmentId = "",
        },
        stage, places, RunLabels.None, measures)
    {
        IsAdopted = true,
    };

    /// <summary>A column's number; null where the run has none.</summary>
    public double? Number(string column) => column switch
    {
        "attempt" or "seconds" or "threads" when IsAdopted => null,
        "attempt" => Run.Attempt,
        "seconds" => Run.Seconds,
        "threads" => Run.Threads,
        "seed" => double.TryParse(Text(column), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : null,
        _ when TrainingColumns.IsNumber(column) => double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var setting) ? setting : null,
        _ => Measures.TryGetValue(column, out var measured) && double.IsFinite(measured) ? measured : null,
    };

    /// <summary>A column's values as texts: several only of tags, none where the run has none.</summary>
    public IReadOnlyList<string> Texts(string column) => column == "tag" ? Labels.Tags : Text(column) is { Length: > 0 } text ? [text] : [];

    /// <summary>A column's value for people and files; empty where the run has none.</summary>
    public string Text(string column) => column switch
    {
        "run" => Run.Id,
        "state" when IsAdopted => Elsewhere,
        "started" or "attempt" or "seconds" or "threads" when IsAdopted => "",
        "state" => Run.State.ToString().ToLowerInvariant(),
        "kind" => Stage.Kind,
        "stage" => Stage.Label,
        "key" => Run.StageKey,
        "started" => Time(Run.Started),
        "ended" => Run.Ended is { } ended ? Time(ended) : "",
        "device" => Run.Device,
        "host" => Run.Host,
        "failure" => Run.FailureKind is null ? "" : $"{Run.FailureKind}: {Run.FailureMessage}",
        "tag" => string.Join(' ', Labels.Tags),
        "note" => Labels.Note ?? "",
        "attempt" or "seconds" or "threads" => Number(column)!.Value.ToString("R", CultureInfo.InvariantCulture),
        _ when Measures.TryGetValue(column, out var measured) => measured.ToString("R", CultureInfo.InvariantCulture),
        _ => Places.GetValueOrDefault(column, ""),
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

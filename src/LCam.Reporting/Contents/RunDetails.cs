using System.IO.Abstractions;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Store;

namespace LCam.Reporting.Contents;

/// <summary>All that the store knows of a stage and its latest run, for one page.</summary>
public sealed record RunDetails
{
    // More points than a chart has pixels for each curve tell nothing more.
    private const int Points = 300;

    /// <summary>What determines the stage's numbers, by path.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>All attempts, first to last.</summary>
    public required IReadOnlyList<RunRecord> Attempts { get; init; }

    /// <summary>What was measured at steps, thinned out for drawing.</summary>
    public required IReadOnlyList<MetricRecord> Steps { get; init; }

    /// <summary>Means over epochs.</summary>
    public required IReadOnlyList<MetricRecord> Epochs { get; init; }

    /// <summary>What holds for the whole run.</summary>
    public required IReadOnlyList<MetricRecord> Whole { get; init; }

    /// <summary>What per-image scores amount to; null where there are none.</summary>
    public required ScoreSummary? Summary { get; init; }

    /// <summary>What a sanity check compared.</summary>
    public required IReadOnlyList<LayerEntry> Layers { get; init; }

    public required IReadOnlyDictionary<string, long> Seeds { get; init; }

    public required IReadOnlyList<ArtifactRecord> Artifacts { get; init; }

    /// <summary>Where and with what the run computed, by path.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What people say of the run.</summary>
    public required RunLabels Labels { get; init; }

    /// <summary>Null where nothing was recorded.</summary>
    public required RunProvenance? Provenance { get; init; }

    /// <summary>The log's last lines.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    /// <summary>The latest attempt; null before the first.</summary>
    public RunRecord? Run => Attempts.Count == 0 ? null : Attempts[^1];

    /// <summary>Reads all of it.</summary>
    /// <param name="stageKey">A stage that the store knows.</param>
    public static RunDetails Read(ExperimentStore store, IFileSystem fileSystem, string stageKey)
    {
        var attempts = store.Runs.Of(stageKey);
        var run = attempts.Count == 0 ? null : attempts[^1];
        var id = run?.Id ?? "";
        return new RunDetails
        {
            Settings = CanonicalJson.Leaves(StoredJson.Parse(store.Experiments.Stages([stageKey])[stageKey].Identity)),
            Attempts = attempts,
            Steps = store.Scores.StepMeans(id, Points),
            Epochs = store.Scores.Metrics(id, "epoch"),
            Whole = store.Scores.Metrics(id, "run"),
            Summary = store.Summaries.Of([id]).GetValueOrDefault(id),
            Layers = store.Scores.Layers(id),
            Seeds = store.Scores.Seeds(id),
            Artifacts = store.Scores.Artifacts(id),
            Environment = run is null ? new Dictionary<string, string>() : CanonicalJson.Leaves(StoredJson.Parse(store.Environments.Of(run))),
            Labels = store.Labels.Of(id),
            Provenance = store.Provenance.Of(id),
            Log = run is null ? [] : LogEnd.Read(store, fileSystem, run),
        };
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using LCam.Experiments.Comparing;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Reporting.Contents;

/// <summary>All runs of an experiment as a page needs them to compare any two: each part of each run once, by path.</summary>
public sealed record ComparedRuns(IReadOnlyList<ComparedRun> Runs, IReadOnlyList<IReadOnlyDictionary<string, string>> Environments)
{
    // The default encoder leaves no character in a text that could end a script element.
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The latest run of each stage that has one.</summary>
    public static ComparedRuns Read(ExperimentStore store, IReadOnlyList<StageStatus> stages)
    {
        var comparison = new RunComparison(store);
        var environments = new List<IReadOnlyDictionary<string, string>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var runs = new List<ComparedRun>();
        foreach (var (stage, run) in stages.Where(stage => stage.Run is not null).Select(stage => (stage.Stage, stage.Run!)))
        {
            var described = comparison.Describe(run);
            if (places.TryAdd(run.EnvironmentId, environments.Count))
            {
                environments.Add(CanonicalJson.Leaves(described.Environment));
            }

            runs.Add(new ComparedRun(
                run.Id, stage.Kind, stage.Label, places[run.EnvironmentId], CanonicalJson.Leaves(described.Settings), CanonicalJson.Leaves(described.Outcome), CanonicalJson.Leaves(described.Metrics)));
        }

        return new ComparedRuns(runs, environments);
    }

    /// <summary>JSON that may stand in a script element.</summary>
    public string Json() => JsonSerializer.Serialize(this, Options);
}

using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Comparing;

/// <summary>Compares what the store knows of two runs, finished or not.</summary>
public sealed class RunComparison(ExperimentStore store)
{
    // These tell which program computed; the rest of an environment, where.
    private static readonly string[] CodeKeys = ["program", "build"];

    public RunDifference Compare(RunRecord a, RunRecord b)
    {
        var (left, right) = (Describe(a), Describe(b));
        var environments = CanonicalJson.Differences(left.Environment, right.Environment).ToLookup(difference => IsCode(difference.Path));
        return new RunDifference(
            a,
            b,
            CanonicalJson.Differences(left.Settings, right.Settings),
            [.. environments[true]],
            [.. environments[false]],
            CanonicalJson.Differences(left.Outcome, right.Outcome),
            CanonicalJson.Differences(left.Metrics, right.Metrics));
    }

    /// <summary>All of a run that is compared.</summary>
    public RunDescription Describe(RunRecord run) => new(
        StoredJson.Parse(store.Experiments.StageOf(run).Identity),
        StoredJson.Parse(store.Environments.Of(run)),
        Outcome(run),
        Metrics(run));

    /// <summary>Whether a path of an environment tells of the program, not of where it computed.</summary>
    public static bool IsCode(string path) => CodeKeys.Contains(path.Split('.')[0]) || path.StartsWith("git", StringComparison.Ordinal);

    private static JsonObject Outcome(RunRecord run) => new()
    {
        ["state"] = run.State.ToString().ToLowerInvariant(),
        ["failure"] = run.FailureMessage is { } message ? $"{run.FailureKind}: {message.Split('\n')[0]}" : null,
        ["seconds"] = Math.Round(run.Seconds, 1),
    };

    // The last epoch stands for a training, the summary for a measuring; both are there for runs under way.
    private JsonObject Metrics(RunRecord run)
    {
        var metrics = new JsonObject();
        var epochs = store.Scores.Metrics(run.Id, "epoch");
        foreach (var metric in epochs.Where(metric => metric.Epoch == epochs[^1].Epoch))
        {
            metrics[$"epoch {Number(metric.Epoch)}: {metric.Name}"] = Number(metric.Value);
        }

        foreach (var metric in store.Scores.Metrics(run.Id, "run"))
        {
            metrics[metric.Name] = Number(metric.Value);
        }

        if (store.Summaries.Of([run.Id]).GetValueOrDefault(run.Id) is { } summary)
        {
            AddScores(metrics, summary);
        }

        return metrics;
    }

    private static void AddScores(JsonObject metrics, ScoreSummary summary)
    {
        foreach (var scores in summary.Percentages)
        {
            var at = $"at percentage {Number(scores.Percentage)}";
            metrics[$"{at}: images"] = Number(scores.Images);
            metrics[$"{at}: average drop"] = Number(scores.AverageDrop);
            metrics[$"{at}: increase in confidence"] = Number(scores.IncreaseInConfidence);
            metrics[$"{at}: top-1"] = Number(scores.Top1After);
            metrics[$"{at}: top-5"] = Number(scores.Top5After);
        }

        foreach (var (measure, registration) in summary.Listed())
        {
            metrics[registration?.LongName ?? measure.Id] = measure.Mean is { } mean ? Number(mean) : null;
        }
    }

    // JSON has no NaN, and two equal ones are no difference.
    private static JsonValue Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));
}

using LCam.Experiments.Store;

namespace LCam.Reporting.Charts;

/// <summary>A training's curves: losses and learning rates, each in a chart of its own.</summary>
internal static class TrainingCharts
{
    private const string Rate = "learning-rate";
    private const string Momentum = "momentum.";

    /// <summary>The charts as SVG, each with what it shows and its legend.</summary>
    /// <param name="steps">Thinned out.</param>
    public static IReadOnlyList<(string Title, string Svg, IReadOnlyList<LegendKey> Legend)> Of(string label, IReadOnlyList<MetricRecord> steps)
    {
        var names = steps.Select(metric => metric.Name).Distinct().OrderByDescending(name => name == "loss").ThenBy(name => name, StringComparer.Ordinal).ToLookup(name => name switch
        {
            _ when name.StartsWith(Rate, StringComparison.Ordinal) => "Learning rate",
            _ when name.StartsWith(Momentum, StringComparison.Ordinal) => "Momentum",
            "accuracy" => "Accuracy",
            _ => "Loss",
        });
        return
        [
            .. from kind in (string[])["Loss", "Accuracy", "Learning rate", "Momentum"]
               where names.Contains(kind)
               let title = $"{kind} over the steps of {label}"
               let svg = LineChart.Render(title, kind.ToLowerInvariant(), [.. names[kind].Select(name => Curve(name, steps))])
               select (title, svg, LineChart.Legend([.. names[kind]])),
        ];
    }

    private static Curve Curve(string name, IReadOnlyList<MetricRecord> steps) =>
        new(name, [.. steps.Where(metric => metric.Name == name).Select(metric => ((double)metric.Step, metric.Value))]);
}

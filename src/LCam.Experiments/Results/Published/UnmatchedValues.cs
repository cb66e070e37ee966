using System.Globalization;
using LCam.Problems;

namespace LCam.Experiments.Results.Published;

/// <summary>Published values that fit no cell of the tables that show them: each with the nearest that there is.</summary>
internal static class UnmatchedValues
{
    /// <param name="cells">The cells of all those tables.</param>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<PublishedValue> published, IReadOnlyList<PivotCell> cells) =>
    [
        .. published.Where(value => !cells.Any(value.IsOf))
            .Select(value => new Problem(value.Where, $"the published value of {value.Subject} fits no cell of a table", Nearest(value, cells))),
    ];

    private static string? Nearest(PublishedValue value, IReadOnlyList<PivotCell> cells)
    {
        var backbones = cells.Where(cell => cell.Backbone == value.Backbone).ToList();
        if (backbones.Count == 0)
        {
            return Near("backbone", value.Backbone, cells.Select(cell => cell.Backbone));
        }

        var methods = backbones.Where(cell => cell.Method == value.Method).ToList();
        if (methods.Count == 0)
        {
            return Near("method", value.Method, backbones.Select(cell => cell.Method));
        }

        var measures = methods.Where(cell => cell.Measure.Id == value.Measure).ToList();
        return measures.Count == 0 ? Near("measure", value.Measure, methods.Select(cell => cell.Measure.Id)) : NearestPercentage(value.Percentage, [.. measures.Select(cell => cell.Percentage).OfType<double>()]);
    }

    private static string Near(string what, string given, IEnumerable<string> known)
    {
        var names = known.Distinct().ToList();
        return Suggestion.For(given, names) is { } near ? $"did you mean the {what} '{near}'?" : $"the {what} is one of: {string.Join(", ", names)}";
    }

    private static string NearestPercentage(double? given, IReadOnlyList<double> known)
    {
        if (known.Count == 0)
        {
            return "the measure is of the whole map: leave out the percentage";
        }

        if (given is not { } share)
        {
            return $"give a percentage, the share muted: one of {List(known)}";
        }

        // The share that is kept, taken for the share that is muted.
        var kept = known.FirstOrDefault(muted => Math.Abs(1 - muted - share) < 1e-9, double.NaN);
        return double.IsNaN(kept)
            ? string.Create(CultureInfo.InvariantCulture, $"the nearest percentage is {known.MinBy(muted => Math.Abs(muted - share))}, of {List(known)}")
            : string.Create(CultureInfo.InvariantCulture, $"a percentage is the share muted: did you mean {kept}, where {100 * share:0.##} % of the map is kept?");
    }

    private static string List(IEnumerable<double> percentages) =>
        string.Join(", ", percentages.Distinct().Order().Select(percentage => percentage.ToString(CultureInfo.InvariantCulture)));
}

using LCam.Experiments.Specs;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>What tables call their rows, columns and groups.</summary>
internal static class PivotWords
{
    /// <summary>A dimension's value where a heading tells the dimension.</summary>
    public static string Name(string dimension, string value, PivotPoint point) => dimension switch
    {
        TableDimensions.Backbone => point.Row.Source.Group,
        TableDimensions.Measure => point.Measure.Name,
        TableDimensions.Percentage when point.Percentage is { } percentage => PercentageNames.Kept(percentage),
        _ => value,
    };

    /// <summary>A dimension's values where nothing else tells the dimension: the measure first, as in "AD 50 %".</summary>
    public static string Title(IEnumerable<string> dimensions, PivotPoint point, IReadOnlySet<string> elsewhere)
    {
        var given = dimensions.ToList();
        string[] first = [TableDimensions.Measure, TableDimensions.Percentage];
        var head = string.Join(' ', first
            .Where(dimension => given.Contains(dimension) && !(dimension == TableDimensions.Percentage && point.Percentage is null))
            .Select(dimension => Name(dimension, "", point)));
        var rest = given.Except(first).Select(dimension => Spelled(dimension, Name(dimension, point.Of(dimension, elsewhere), point)));
        return string.Join(", ", rest.Prepend(head).Where(part => part.Length > 0));
    }

    /// <summary>The heading over values of a dimension.</summary>
    public static string Heading(string dimension) =>
        dimension.Contains('.', StringComparison.Ordinal) ? dimension : char.ToUpperInvariant(dimension[0]) + dimension[1..];

    /// <summary>What the numbers are, a sentence for each thing that holds.</summary>
    public static IEnumerable<string> Measures(IReadOnlyList<MeasureRegistration> measures)
    {
        var atPercentages = measures.Where(measure => measure.PerPercentage).ToList();
        if (atPercentages.Count > 0)
        {
            yield return $"{string.Join("; ", atPercentages.Select(measure => $"{measure.Name}: {measure.Caption}"))}; after keeping the given share of the map's pixels.";
        }

        foreach (var measure in measures.Except(atPercentages))
        {
            yield return $"{measure.Name}: {measure.Caption}.";
        }
    }

    private static string Spelled(string dimension, string name) =>
        dimension is TableDimensions.Backbone or TableDimensions.Method ? name : $"{dimension} {name}";
}

using LCam.Measures;
using LCam.Statistics;

namespace LCam.Experiments.Specs;

/// <summary>A spec's named table: the experiment's numbers, arranged by spec keys.</summary>
public sealed record TableSpec
{
    /// <summary>Its key under <c>tables</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The place of a problem with it.</summary>
    public required string Where { get; init; }

    /// <summary>Dimensions whose values name a row, none twice here and in the next two; see <see cref="TableDimensions"/>.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>Dimensions whose values name a column.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Dimensions whose values name a group of rows.</summary>
    public required IReadOnlyList<string> Group { get; init; }

    /// <summary>In the order of the table; empty for those that tables show by default.</summary>
    public required IReadOnlyList<MeasureRegistration> Measures { get; init; }

    /// <summary>Muted shares to show; empty for all.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }

    /// <summary>Names of the kinds of explainers to show; empty for all.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The measure by which a group's rows are sorted, best first; null for the spec's order.</summary>
    public required MeasureRegistration? Sort { get; init; }

    /// <summary>Digits behind the point; null for two, or four of seconds.</summary>
    public required int? Precision { get; init; }

    /// <summary>Whether each column's best value is bold.</summary>
    public required bool BestInBold { get; init; }

    /// <summary>Whether the standard deviation over seeds stands beside each mean.</summary>
    public required bool ShowsDeviation { get; init; }

    /// <summary>Whether a bootstrap interval stands beside each mean.</summary>
    public required bool ShowsInterval { get; init; }

    /// <summary>How intervals and the paired bootstrap resample.</summary>
    public required BootstrapOptions Bootstrap { get; init; }

    /// <summary>The row that every other row of its group is tested against, by its name in the table; null for no tests.</summary>
    public required string? Baseline { get; init; }

    /// <summary>Whether stars are those of the paired bootstrap rather than of Wilcoxon's test.</summary>
    public required bool StarsOfBootstrap { get; init; }

    /// <summary>A file of published values to show beside ours; null for none.</summary>
    public required SpecPath? Reference { get; init; }

    /// <summary>The table's own sentences, below it.</summary>
    public required IReadOnlyList<string> Footnotes { get; init; }

    /// <summary>What stands before the caption that is made; null for nothing.</summary>
    public required string? Caption { get; init; }

    /// <summary>The Markdown file that a run writes it to; null for none.</summary>
    public required SpecPath? Output { get; init; }

    /// <summary>All dimensions that it is arranged by.</summary>
    internal IEnumerable<string> Dimensions => [.. Rows, .. Columns, .. Group];
}

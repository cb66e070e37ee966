using LCam.Measures;
using LCam.Texts;

namespace LCam.Experiments.Results;

/// <summary>An experiment's numbers in the paper's layout: a row for each cell, a pair of columns for each percentage.</summary>
/// <param name="Name">The experiment's.</param>
/// <param name="Percentages">Muted shares, ascending; each is a pair of columns.</param>
/// <param name="Rows">In the matrix's order.</param>
/// <param name="Notes">What holds for the table as a whole.</param>
public sealed record ResultTable(
    string Name, IReadOnlyList<double> Percentages, IReadOnlyList<ResultRow> Rows, IReadOnlyList<string> Notes) : ExperimentTable(Name)
{
    public override string Render(ITableFormat format) => VisibleText.Of(format.Render(this));

    /// <summary>The measures that the spec chose, in its order; empty for the default.</summary>
    public IReadOnlyList<MeasureRegistration> Chosen { get; init; } = [];

    /// <summary>The measures that tables for people show.</summary>
    public IReadOnlyList<MeasureRegistration> Shown => Chosen.Count > 0
        ? Chosen
        : [.. MeasureRegistry.All.Where(measure => measure.ShownByDefault && (!measure.NeedsObjects || Rows.Any(row => row.Measures.ContainsKey(measure.Id))))];
}

using LCam.Experiments.Results.Published;
using LCam.Experiments.Specs;
using LCam.Problems;
using LCam.Texts;

namespace LCam.Experiments.Results;

/// <summary>A spec's named table with the store's numbers: means over seeds, arranged by the spec's keys.</summary>
/// <param name="Name">The experiment's.</param>
/// <param name="Spec">How it is arranged.</param>
/// <param name="Columns">In order.</param>
/// <param name="Groups">In order; one without a title where the table has no groups.</param>
/// <param name="Notes">What holds for the table as a whole.</param>
public sealed record PivotTable(
    string Name, TableSpec Spec, IReadOnlyList<PivotColumn> Columns, IReadOnlyList<PivotGroup> Groups, IReadOnlyList<string> Notes) : ExperimentTable(Name)
{
    /// <summary>What others published; null where the spec names no file of it.</summary>
    public IReadOnlyList<PublishedValue>? Published { get; init; }

    /// <summary>Published values that fit no cell of any of the spec's tables that show that file, each with the nearest there is.</summary>
    public IReadOnlyList<Problem> Unmatched { get; init; } = [];

    public override string Render(ITableFormat format) => VisibleText.Of(format.Render(this));

    /// <summary>All cells that have something to tell, in the rows' order.</summary>
    internal IEnumerable<PivotCell> Cells => Groups.SelectMany(group => group.Rows).SelectMany(row => row.Cells).OfType<PivotCell>();
}

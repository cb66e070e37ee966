using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>One value of one run, before it finds its place in a table.</summary>
/// <param name="Row">What measured it, or is to.</param>
/// <param name="Summary">What the run measured; null for nothing yet.</param>
/// <param name="Percentage">Muted share; null for a measure of the unmuted map.</param>
internal sealed record PivotPoint(StoredRow Row, ScoreSummary? Summary, MeasureRegistration Measure, double? Percentage)
{
    private const string Nothing = "–";

    private const double Percent = 100;

    /// <summary>In percent or seconds; null where it was not measured.</summary>
    public double? Value => this switch
    {
        { Summary: null } => null,
        { Percentage: { } percentage } => Summary.Percentages.FirstOrDefault(summary => summary.Percentage.Equals(percentage)) is { } at ? Measure.OfSummary!(at) : null,
        _ => (Measure.Unit == MeasureUnit.Seconds ? 1 : Percent) * Taken?.Mean,
    };

    /// <summary>What is known of a measure of the unmuted map.</summary>
    public MeasureSummary? Taken => Summary?.Measures.FirstOrDefault(summary => summary.Id == Measure.Id);

    /// <summary>The value of a dimension, as specs write it.</summary>
    /// <param name="elsewhere">Dimensions that a method's name need not tell.</param>
    public string Of(string dimension, IReadOnlySet<string> elsewhere) => dimension switch
    {
        TableDimensions.Percentage => Percentage is { } percentage ? CsvFormat.Number(percentage)! : Nothing,
        TableDimensions.Measure => Measure.Id,
        TableDimensions.Backbone => Row.Source.Backbone.Name,
        TableDimensions.Method => Row.Source.Cell is { } cell ? RowSource.MethodName(cell, elsewhere) : Row.Source.Method,
        _ => Row.Source.Cell is { } trained ? TableDimensions.Of(trained, dimension)! : Nothing,
    };
}

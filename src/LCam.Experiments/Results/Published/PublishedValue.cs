using System.Globalization;

namespace LCam.Experiments.Results.Published;

/// <summary>A value that was published, and who says so.</summary>
/// <param name="Backbone">The spec's name of it.</param>
/// <param name="Method">As tables name it.</param>
/// <param name="Percentage">Muted share; null for a measure of the unmuted map.</param>
/// <param name="Measure">Its id.</param>
/// <param name="Value">In the unit of tables: percent or seconds.</param>
/// <param name="Source">The publication.</param>
/// <param name="Place">Page and table in it.</param>
/// <param name="Transcriber">Who copied the value.</param>
/// <param name="Date">When.</param>
public sealed record PublishedValue(
    string Backbone, string Method, double? Percentage, string Measure, double Value, string Source, string Place, string Transcriber, DateOnly Date)
{
    /// <summary>The entry's <c>file:line</c>.</summary>
    public string Where { get; init; } = "";

    /// <summary>What it is about, for people.</summary>
    internal string Subject => string.Create(
        CultureInfo.InvariantCulture, $"{Backbone} {Method} {Measure}{(Percentage is { } percentage ? $" at percentage {percentage}" : "")}");

    /// <summary>Whether it was published for what a cell measures.</summary>
    internal bool IsOf(PivotCell cell) =>
        Backbone == cell.Backbone && Method == cell.Method && Measure == cell.Measure.Id && Percentage.Equals(cell.Percentage);
}

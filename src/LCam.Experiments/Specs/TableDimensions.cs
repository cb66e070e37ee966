using LCam.Experiments.Specs.Keys;

namespace LCam.Experiments.Specs;

/// <summary>What a table can be arranged by: the matrix's axes, the method as a whole, the percentage and the measure.</summary>
public static class TableDimensions
{
    public const string Backbone = "backbone";
    public const string Method = "method";
    public const string Seed = "seed";
    public const string Percentage = SpecKeys.PercentageAxis;
    public const string Measure = "measure";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Method, .. SpecKeys.MainAxes, Percentage, Measure, .. TrainingKeys.All.Select(key => key.Name)];

    /// <summary>A cell's value of an axis, as specs write it, whether the matrix has that axis or not; null for what is no axis.</summary>
    public static string? Of(Cell cell, string dimension) => dimension switch
    {
        Backbone => cell.Backbone.Name,
        "variant" => SpecNames.Of(cell.Variant),
        "loss" => SpecNames.Of(cell.Loss),
        "protocol" => SpecNames.Of(cell.Protocol),
        Seed => Reading.SpecScalar.TextOf(cell.Seed),
        _ => TrainingKeys.All.FirstOrDefault(key => key.Name == dimension) is { } key ? Reading.SpecScalar.TextOf(key.Read(cell.Training)) : null,
    };
}

namespace LCam.Experiments.Stages;

/// <summary>Measure one explainer on one image list, at all percentages.</summary>
public sealed record MeasureOrder : MeasuringOrder
{
    /// <summary>Shares of the map to mute, in [0,1], ascending.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }

    /// <summary>The only batches of the list to measure, 0-based, ascending; null is all.</summary>
    public IReadOnlyList<int>? Batches { get; init; }

    /// <summary>Key of the stage that keeps the maps; null where they are not kept, or are not to be read.</summary>
    public string? Maps { get; init; }

    /// <summary>The finished run that kept them; null where none has: then they are made, here or by a stage of the same cohort.</summary>
    public KeptRun? Kept { get; init; }

    /// <summary>
    /// Finished runs that may have measured a part of the same: their stages differ in percentages and measures alone. What
    /// one has, computed as here, is not measured again.
    /// </summary>
    public IReadOnlyList<KnownRun>? Known { get; init; }
}

/// <summary>A finished run, and what the store knows its journal by.</summary>
/// <param name="Stage">Key of its stage.</param>
/// <param name="Journal">SHA-256 of its journal: another one is not taken from.</param>
public sealed record KnownRun(string Stage, int Attempt, string Journal);

/// <summary>A finished run that kept maps, and what the store knows its files by: others are not read.</summary>
/// <param name="Stage">Key of its stage.</param>
/// <param name="Journal">SHA-256 of its journal.</param>
/// <param name="Maps">SHA-256 of its maps.</param>
public sealed record KeptRun(string Stage, int Attempt, string Journal, string Maps);

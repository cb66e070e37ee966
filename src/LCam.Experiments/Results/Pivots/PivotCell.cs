using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>One measure of one method at one percentage: its mean over seeds.</summary>
public sealed record PivotCell
{
    /// <summary>The spec's name of the network that is explained.</summary>
    public required string Backbone { get; init; }

    /// <summary>The method, with all that tells it from others, save the seed.</summary>
    public required string Method { get; init; }

    public required MeasureRegistration Measure { get; init; }

    /// <summary>Muted share; null for a measure of the unmuted map.</summary>
    public required double? Percentage { get; init; }

    /// <summary>Mean over the seeds that have a value, in percent or seconds; null where none has.</summary>
    public required double? Value { get; init; }

    /// <summary>Standard deviation of the seeds' values, of a sample; null for fewer than two.</summary>
    public required double? Deviation { get; init; }

    /// <summary>Bootstrap interval of the value over images and seeds; null where none was asked for, or there is no finite value.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The comparison with the baseline on the same images; null where there is none.</summary>
    public PairedTest? Test { get; init; }

    /// <summary>What the value is the mean of; null where nothing asks for it.</summary>
    internal CellScores? Scores { get; init; }

    /// <summary>Seeds that have a value.</summary>
    public required int Seeds { get; init; }

    /// <summary>Whether another seed could give another value.</summary>
    public bool DependsOnSeed { get; init; } = true;

    /// <summary>Images that each seed was measured on; null where none was.</summary>
    public required int? Images { get; init; }

    /// <summary>The runs that measured.</summary>
    public required IReadOnlyList<string> RunIds { get; init; }

    /// <summary>Why a value, or that of a seed, is missing; null where none is.</summary>
    public required string? Missing { get; init; }

    /// <summary>Unlike a control, it takes part in the contest for the best value.</summary>
    public required bool Competes { get; init; }
}

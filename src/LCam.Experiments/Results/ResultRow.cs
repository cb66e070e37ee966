using LCam.Evaluation;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>One explainer's numbers on one backbone.</summary>
public sealed record ResultRow
{
    /// <summary>The backbone, as tables name it.</summary>
    public required string Group { get; init; }

    /// <summary>The explainer, as the paper names it.</summary>
    public required string Method { get; init; }

    public required RowKind Kind { get; init; }

    /// <summary>Its coordinates.</summary>
    public required string Label { get; init; }

    /// <summary>The run that measured; null without one.</summary>
    public required string? RunId { get; init; }

    /// <summary>What was measured, by percentage.</summary>
    public required IReadOnlyDictionary<double, ConfidenceSummary> Summaries { get; init; }

    /// <summary>Forward passes that one explanation costs.</summary>
    public required int? ForwardPasses { get; init; }

    /// <summary>What a reader of the numbers must know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Why numbers are missing; null where none are.</summary>
    public required string? Missing { get; init; }

    /// <summary>What was measured of the unmuted maps, by id.</summary>
    public IReadOnlyDictionary<string, MeasureSummary> Measures { get; init; } = new Dictionary<string, MeasureSummary>();
}

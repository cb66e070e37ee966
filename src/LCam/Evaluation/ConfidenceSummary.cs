namespace LCam.Evaluation;

/// <summary>The metrics of one explainer on one list at one percentage; all shares in percent.</summary>
public sealed record ConfidenceSummary
{
    public required double Percentage { get; init; }

    public required int Images { get; init; }

    /// <summary>Images whose raw map was constant or not finite.</summary>
    public required int DegenerateMaps { get; init; }

    /// <summary>AD, lower is better.</summary>
    public required double AverageDrop { get; init; }

    /// <summary>IC, higher is better.</summary>
    public required double IncreaseInConfidence { get; init; }

    public required double Top1Before { get; init; }

    public required double Top5Before { get; init; }

    public required double Top1After { get; init; }

    public required double Top5After { get; init; }
}

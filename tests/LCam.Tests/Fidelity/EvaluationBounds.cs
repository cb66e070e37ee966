namespace LCam.Tests.Fidelity;

/// <summary>How near to the reference an explainer's evaluation is to be.</summary>
internal sealed record EvaluationBounds
{
    /// <summary>Of maps in [0,1].</summary>
    internal double Map { get; init; } = 1e-4;

    /// <summary>Whether maps agree but for rounding, so that muting can differ by a tied pixel alone.</summary>
    internal bool MapsAgree { get; init; } = true;

    /// <summary>Of confidences in the masked image.</summary>
    internal double Confidence { get; init; } = 1e-5;

    /// <summary>In percent.</summary>
    internal double AverageDrop { get; init; } = 1e-3;
}

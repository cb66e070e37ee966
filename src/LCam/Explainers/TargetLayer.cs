namespace LCam.Explainers;

/// <summary>The parameter of explainers that look at feature maps: the layer whose output these are.</summary>
internal static class TargetLayer
{
    internal const string Name = "target-layer";

    /// <summary>The layers at which an architecture can be cut; the first is the competitors' in the reference.</summary>
    internal static ExplainerParameter Parameter { get; } = ExplainerParameter.Choice(
        Name,
        "Layer whose output is explained.",
        architecture => [.. architecture.Variants.Select(architecture.CutLayer).Distinct()]);
}

namespace LCam.Explainers;

/// <summary>The parameter of explainers that look at feature maps: the layer whose output these are.</summary>
internal static class TargetLayer
{
    internal const string Name = "target-layer";

    /// <summary>The layers that an architecture's variants look at; the first is the competitors' in the reference.</summary>
    internal static ExplainerParameter Parameter { get; } = ExplainerParameter.Choice(
        Name,
        "Layer whose output is explained.",
        architecture => [.. architecture.Variants.SelectMany(variant => variant.LayersOf(architecture)).Distinct()]);
}

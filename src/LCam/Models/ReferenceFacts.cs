namespace LCam.Models;

/// <summary>What the reference implementation does differently for one of its architectures (its README's command lines and its code).</summary>
public sealed record ReferenceFacts
{
    /// <summary>The attention falls into the optimizer groups that learn at 100 times the nominal rate.</summary>
    public required bool FastAttentionGroups { get; init; }

    /// <summary>The image variant under cross-entropy takes its attention's features from the un-normalised image.</summary>
    public required bool UnnormalisedImageCrossEntropy { get; init; }
}

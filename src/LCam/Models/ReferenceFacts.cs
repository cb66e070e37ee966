namespace LCam.Models;

/// <summary>What the reference implementation does differently for each architecture (its README's command lines and its code).</summary>
public sealed record ReferenceFacts
{
    /// <summary>The architecture's part of the reference's model names, as in <c>ResNet50_L_CAM_Fm</c>.</summary>
    public required string ModelName { get; init; }

    /// <summary>Epochs that the attention is trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>The learning rate's factor at the start of each decaying epoch.</summary>
    public required double DecayFactor { get; init; }

    /// <summary>Last epoch (0-based, inclusive) whose start decays the learning rate.</summary>
    public required int DecayLastEpoch { get; init; }

    /// <summary>The attention falls into the optimizer groups that learn at 100 times the nominal rate.</summary>
    public required bool FastAttentionGroups { get; init; }

    /// <summary>The classifier has dropout, which the reference leaves on in training.</summary>
    public required bool HasDropout { get; init; }

    /// <summary>Masks that RISE is given.</summary>
    public required int RiseMasks { get; init; }

    /// <summary>The image variant under cross-entropy takes its attention's features from the un-normalised image.</summary>
    public required bool UnnormalisedImageCrossEntropy { get; init; }
}

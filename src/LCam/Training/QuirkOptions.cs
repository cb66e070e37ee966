namespace LCam.Training;

/// <summary>The reference implementation's departures from the paper that move numbers in training; each can be switched alone.</summary>
public sealed record QuirkOptions
{
    /// <summary>The loss sees every image's map of every label in the batch, (N,N,h,w), not the own label's alone.</summary>
    public required bool BatchCrossedMasks { get; init; }

    /// <summary>VGG-16's attention learns at 100 times the nominal rate (a string test in the reference's optimizer code).</summary>
    public required bool LearningRateGroups { get; init; }

    /// <summary>VGG-16's dropout is active while its attention trains.</summary>
    public required bool TrainingDropout { get; init; }

    /// <summary>ResNet-50's image variant under cross-entropy takes its attention's features from the un-normalised image, in training and evaluation.</summary>
    public required bool UnnormalisedAttention { get; init; }

    /// <summary>The quirks that a protocol has.</summary>
    public static QuirkOptions For(Protocol protocol)
    {
        var on = protocol == Protocol.Reference;
        return new QuirkOptions
        {
            BatchCrossedMasks = on,
            LearningRateGroups = on,
            TrainingDropout = on,
            UnnormalisedAttention = on,
        };
    }
}

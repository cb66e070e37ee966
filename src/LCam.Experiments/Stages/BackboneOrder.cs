using LCam.Models;
using LCam.Models.Scripted;

namespace LCam.Experiments.Stages;

/// <summary>A classifier and where its weights are.</summary>
/// <param name="Architecture">Registered id, such as <c>resnet50</c>.</param>
/// <param name="Width">Factor on all widths; 1 is the published network.</param>
/// <param name="WeightsFile">A weight file; null where <paramref name="WeightsStage"/> made them, or where this stage is to make them.</param>
/// <param name="WeightsStage">Key of the classifier stage that made the weights.</param>
/// <param name="Entry">Which of the weight file's dicts; null where it is to be found.</param>
public sealed record BackboneOrder(string Architecture, int Classes, double Width, string? WeightsFile, string? WeightsStage, string? Entry = null)
{
    /// <summary>What makes it a TorchScript network, whose first file is <see cref="WeightsFile"/>; null for all others.</summary>
    public ScriptOrder? Script { get; init; }

    /// <summary>The network's shape.</summary>
    internal BackboneOptions Options => new(Architecture, Classes, Width) { Script = Script?.Options };
}

/// <summary>The rest of a TorchScript network. Both files are programs: a worker runs none but those with these digests.</summary>
/// <param name="Head">The second file.</param>
/// <param name="FeaturesDigest">SHA-256 of the first file.</param>
/// <param name="HeadDigest">SHA-256 of the second.</param>
/// <param name="TakesPixels">Whether it takes images in [0,1] as they are.</param>
public sealed record ScriptOrder(string Head, string FeaturesDigest, string HeadDigest, bool TakesPixels)
{
    internal ScriptOptions Options => new(Head) { FeaturesDigest = FeaturesDigest, HeadDigest = HeadDigest, TakesPixels = TakesPixels };
}

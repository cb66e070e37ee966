using LCam.Models.Scripted;

namespace LCam.Models;

/// <summary>The shape of a classifier network.</summary>
/// <param name="Architecture">Identifier of a registered architecture: <c>vgg16</c>, <c>resnet50</c>.</param>
/// <param name="Classes">Number of classes, R.</param>
/// <param name="Width">All hidden widths are the published ones times this; 1 is the published network.</param>
public sealed record BackboneOptions(string Architecture, int Classes = 1000, double Width = 1)
{
    /// <summary>What a TorchScript network is beside its first file; null for all others.</summary>
    public ScriptOptions? Script { get; init; }

    /// <summary>A published width scaled by <see cref="Width"/>, rounded, at least 1.</summary>
    public int Scale(int channels) => Math.Max(1, (int)Math.Round(channels * Width, MidpointRounding.AwayFromZero));
}

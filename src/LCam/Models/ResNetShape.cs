using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>What tells one residual network from another.</summary>
internal sealed record ResNetShape
{
    internal const int StemWidth = 64;

    /// <summary>Published channels within the blocks of each of the four layers.</summary>
    internal static readonly IReadOnlyList<int> Widths = [64, 128, 256, 512];

    /// <summary>Blocks of each of the four layers.</summary>
    internal required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Channels that a block gives out for each channel within.</summary>
    internal required int Expansion { get; init; }

    /// <summary>A block of (channels in, channels within, stride).</summary>
    internal required Func<int, int, int, Module<Tensor, Tensor>> Block { get; init; }

    /// <summary>Name within a block of the normalisation that ends its residual branch.</summary>
    internal required string LastNormalisation { get; init; }

    /// <summary>State-dict name of the last block, whose output the feature maps are.</summary>
    internal string LastBlock => string.Create(CultureInfo.InvariantCulture, $"layer{Depths.Count}.{Depths[^1] - 1}");

    internal int FeatureChannels(BackboneOptions options) => options.Scale(Widths[^1]) * Expansion;
}

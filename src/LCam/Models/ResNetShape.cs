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

    /// <summary>Convolutions of a block's residual branch, each with its normalisation: <c>conv1</c>, <c>bn1</c> and on.</summary>
    internal required int Convolutions { get; init; }

    /// <summary>Name within a block of the normalisation that ends its residual branch.</summary>
    internal string LastNormalisation => string.Create(CultureInfo.InvariantCulture, $"bn{Convolutions}");

    /// <summary>State-dict name of the last block, whose output the feature maps are.</summary>
    internal string LastBlock => string.Create(CultureInfo.InvariantCulture, $"layer{Depths.Count}.{Depths[^1] - 1}");

    /// <summary>As <see cref="IBackboneArchitecture.EntryRanks"/>.</summary>
    internal IReadOnlyDictionary<string, int> EntryRanks()
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal) { ["fc.weight"] = 2, ["fc.bias"] = 1 };
        AddPair("conv1", "bn1");
        foreach (var (layer, depth) in Depths.Index())
        {
            for (var block = 0; block < depth; block++)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"layer{layer + 1}.{block}.");
                for (var number = 1; number <= Convolutions; number++)
                {
                    AddPair(string.Create(CultureInfo.InvariantCulture, $"{place}conv{number}"), string.Create(CultureInfo.InvariantCulture, $"{place}bn{number}"));
                }

                // Where the channels or the size change, the shortcut has a convolution of its own.
                if (block == 0 && (layer > 0 || Expansion > 1))
                {
                    AddPair($"{place}downsample.0", $"{place}downsample.1");
                }
            }
        }

        return ranks;

        void AddPair(string convolution, string normalisation)
        {
            ranks.Add($"{convolution}.weight", 4);
            foreach (var entry in new[] { "weight", "bias", "running_mean", "running_var" })
            {
                ranks.Add($"{normalisation}.{entry}", 1);
            }
        }
    }

    internal int FeatureChannels(BackboneOptions options) => options.Scale(Widths[^1]) * Expansion;
}

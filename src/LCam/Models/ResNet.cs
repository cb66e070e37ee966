using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>
/// The residual networks of He et al. 2016, as torchvision's <c>resnet18</c> and on: one row each. Bottlenecks are v1.5's, with
/// the stride in the 3x3 convolution.
/// </summary>
internal sealed class ResNet : IBackboneArchitecture
{
    /// <summary>Published channels behind the first convolution.</summary>
    internal const int StemWidth = 64;

    /// <summary>Published channels within the blocks of each of the four parts.</summary>
    internal static readonly IReadOnlyList<int> Widths = [64, 128, 256, 512];

    private static readonly IReadOnlyList<string> Stem = ["conv1", "bn1", "relu", "maxpool"];

    private ResNet(int layers, IReadOnlyList<int> depths, bool hasBottlenecks)
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"resnet{layers}");
        DisplayName = string.Create(CultureInfo.InvariantCulture, $"ResNet-{layers}");
        Depths = depths;
        HasBottlenecks = hasBottlenecks;
        Layers = ListLayers();
        EntryRanks = RankEntries();
    }

    public static IReadOnlyList<ResNet> All { get; } =
    [
        new(18, [2, 2, 2, 2], hasBottlenecks: false),
        new(34, [3, 4, 6, 3], hasBottlenecks: false),
        new(50, [3, 4, 6, 3], hasBottlenecks: true) { Reference = new ReferenceFacts { FastAttentionGroups = false, UnnormalisedImageCrossEntropy = true } },
        new(101, [3, 4, 23, 3], hasBottlenecks: true),
        new(152, [3, 8, 36, 3], hasBottlenecks: true),
    ];

    /// <summary>The reference's for ResNet-50.</summary>
    internal static BackboneDefaults StandardDefaults { get; } = new(Epochs: 26, DecayFactor: 0.95, DecayLastEpoch: 12, RiseMasks: 8000);

    public string Id { get; }

    public string DisplayName { get; }

    public string Family => "ResNet";

    /// <summary>Blocks of each of the four parts.</summary>
    public IReadOnlyList<int> Depths { get; }

    /// <summary>Whether a block is 1x1, 3x3, 1x1 convolutions with four times the channels behind it, instead of two 3x3.</summary>
    public bool HasBottlenecks { get; }

    public IReadOnlyList<BackboneLayer> Layers { get; }

    public string LastMaps => Layers[^1].Name;

    public string? LastPooling => null;

    public ImageNormalisation Normalisation => ImageNormalisation.ImageNet;

    public InputSizes Inputs { get; } = new(32);

    public bool HasDropout => false;

    // The reference's for ResNet-50.
    public BackboneDefaults Defaults => StandardDefaults;

    public ReferenceFacts? Reference { get; private init; }

    public IReadOnlyDictionary<string, int> EntryRanks { get; }

    /// <summary>Channels that a block gives out for each channel within.</summary>
    internal int Expansion => HasBottlenecks ? ResNetBottleneck.Expansion : 1;

    /// <summary>Convolutions of a block's residual branch, each with its normalisation: <c>conv1</c>, <c>bn1</c> and on.</summary>
    internal int Convolutions => HasBottlenecks ? 3 : 2;

    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options) =>
    [
        ("conv1.weight", [options.Scale(StemWidth), 3, 7, 7]),
        ("fc.weight", [options.Classes, Layers[^1].Channels(options)!.Value]),
    ];

    public Backbone Create(BackboneOptions options) => new ResNetNetwork(this, options);

    /// <summary>A block of so many channels in and within.</summary>
    internal Module<Tensor, Tensor> Block(int channels, int width, int stride) =>
        HasBottlenecks ? new ResNetBottleneck(channels, width, stride) : new ResNetBasicBlock(channels, width, stride);

    private static string BlockName(int part, int block) => string.Create(CultureInfo.InvariantCulture, $"layer{part + 1}.{block}");

    // The stem halves the size twice, each part but the first once.
    private List<BackboneLayer> ListLayers()
    {
        var layers = Stem.Select(name => new BackboneLayer(name, StemWidth, 1, name == "maxpool" ? 4 : 2)).ToList();
        foreach (var (part, depth) in Depths.Index())
        {
            layers.AddRange(Enumerable.Range(0, depth).Select(block => new BackboneLayer(BlockName(part, block), Widths[part], Expansion, 4 << part)));
        }

        return layers;
    }

    private Dictionary<string, int> RankEntries()
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal) { ["fc.weight"] = 2, ["fc.bias"] = 1 };
        AddPair("conv1", "bn1");
        foreach (var (part, depth) in Depths.Index())
        {
            for (var block = 0; block < depth; block++)
            {
                var place = BlockName(part, block) + ".";
                for (var number = 1; number <= Convolutions; number++)
                {
                    AddPair(string.Create(CultureInfo.InvariantCulture, $"{place}conv{number}"), string.Create(CultureInfo.InvariantCulture, $"{place}bn{number}"));
                }

                // Where the channels or the size change, the shortcut has a convolution of its own.
                if (block == 0 && (part > 0 || Expansion > 1))
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
}

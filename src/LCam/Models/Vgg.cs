using System.Globalization;

namespace LCam.Models;

/// <summary>The networks of Simonyan and Zisserman 2015, as torchvision's <c>vgg11</c> and on, with and without BatchNorm: one row each.</summary>
internal sealed class Vgg : IBackboneArchitecture
{
    /// <summary>In a layout: halve the size.</summary>
    internal const int Pool = 0;

    // The paper's configurations A, B, D and E.
    private static readonly int[] A = [64, Pool, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool];
    private static readonly int[] B = [64, 64, Pool, 128, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool];
    private static readonly int[] D = [64, 64, Pool, 128, 128, Pool, 256, 256, 256, Pool, 512, 512, 512, Pool, 512, 512, 512, Pool];
    private static readonly int[] E = [64, 64, Pool, 128, 128, Pool, 256, 256, 256, 256, Pool, 512, 512, 512, 512, Pool, 512, 512, 512, 512, Pool];

    private Vgg(int layers, int[] layout, bool hasBatchNorm)
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"vgg{layers}{(hasBatchNorm ? "_bn" : "")}");
        DisplayName = string.Create(CultureInfo.InvariantCulture, $"VGG-{layers}{(hasBatchNorm ? "-BN" : "")}");
        Layout = layout;
        HasBatchNorm = hasBatchNorm;
        (Layers, EntryRanks) = Describe();
    }

    /// <summary>Each configuration, then the same with BatchNorm.</summary>
    public static IReadOnlyList<Vgg> All { get; } =
    [
        new(11, A, hasBatchNorm: false),
        new(13, B, hasBatchNorm: false),
        new(16, D, hasBatchNorm: false) { Reference = new ReferenceFacts { FastAttentionGroups = true, UnnormalisedImageCrossEntropy = false } },
        new(19, E, hasBatchNorm: false),
        new(11, A, hasBatchNorm: true),
        new(13, B, hasBatchNorm: true),
        new(16, D, hasBatchNorm: true),
        new(19, E, hasBatchNorm: true),
    ];

    public string Id { get; }

    public string DisplayName { get; }

    public string Family => "VGG";

    /// <summary>Published channels of each convolution, and <see cref="Pool"/>.</summary>
    public IReadOnlyList<int> Layout { get; }

    /// <summary>Whether BatchNorm stands behind each convolution.</summary>
    public bool HasBatchNorm { get; }

    public IReadOnlyList<BackboneLayer> Layers { get; }

    public string LastMaps => Layers[^2].Name;

    public string? LastPooling => Layers[^1].Name;

    public ImageNormalisation Normalisation => ImageNormalisation.ImageNet;

    public InputSizes Inputs { get; } = new(32);

    public bool HasDropout => true;

    // The reference's for VGG-16.
    public BackboneDefaults Defaults { get; } = new(Epochs: 8, DecayFactor: 0.75, DecayLastEpoch: 22, RiseMasks: 4000);

    public ReferenceFacts? Reference { get; private init; }

    public IReadOnlyDictionary<string, int> EntryRanks { get; }

    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options) =>
    [
        ("features.0.weight", [options.Scale(Layout[0]), 3, 3, 3]),
        ("classifier.6.weight", [options.Classes, HiddenUnits(options)]),
    ];

    public Backbone Create(BackboneOptions options) => new VggNetwork(this, options);

    // The published ratio of 8 hidden units a channel would leave a narrow network almost all classifier.
    internal int HiddenUnits(BackboneOptions options) => options.Scale(Layout[^2]) * (options.Width < 1 ? 4 : 8);

    // A convolution is followed by its BatchNorm, if any, and its ReLU; all are numbered in one row.
    private (IReadOnlyList<BackboneLayer> Layers, IReadOnlyDictionary<string, int> EntryRanks) Describe()
    {
        var layers = new List<BackboneLayer>();
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        var (stride, channels) = (1, 0);
        foreach (var width in Layout)
        {
            if (width == Pool)
            {
                stride *= 2;
                AddLayer();
                continue;
            }

            channels = width;
            AddEntries(AddLayer(), 4, "weight", "bias");
            if (HasBatchNorm)
            {
                AddEntries(AddLayer(), 1, "weight", "bias", "running_mean", "running_var");
            }

            AddLayer();
        }

        foreach (var linear in new[] { 0, 3, 6 })
        {
            AddEntries(string.Create(CultureInfo.InvariantCulture, $"classifier.{linear}"), 2, "weight", "bias");
        }

        return (layers, ranks);

        string AddLayer()
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"features.{layers.Count}");
            layers.Add(new BackboneLayer(name, channels, 1, stride));
            return name;
        }

        void AddEntries(string layer, int ofWeight, params string[] entries)
        {
            foreach (var entry in entries)
            {
                ranks.Add($"{layer}.{entry}", entry == "weight" ? ofWeight : 1);
            }
        }
    }
}

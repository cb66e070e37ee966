using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>VGG-16 without BatchNorm (Simonyan and Zisserman 2015, configuration D), as torchvision's <c>vgg16</c>.</summary>
internal sealed class Vgg16 : IBackboneArchitecture
{
    private const int Pool = 0;
    private static readonly int[] Layout =
        [64, 64, Pool, 128, 128, Pool, 256, 256, 256, Pool, 512, 512, 512, Pool, 512, 512, 512, Pool];

    public string Id => "vgg16";

    public string DisplayName => "VGG-16";

    public IReadOnlyList<Variant> Variants { get; } = [Variant.FeatureMaps, Variant.Image, Variant.Image7x7];

    public ReferenceFacts Reference { get; } = new()
    {
        ModelName = "VGG16",
        Epochs = 8,
        DecayFactor = 0.75,
        DecayLastEpoch = 22,
        FastAttentionGroups = true,
        HasDropout = true,
        RiseMasks = 4000,
        UnnormalisedImageCrossEntropy = false,
    };

    public int MinimumInput => 32;

    public string CutLayer(Variant variant) => variant.IsCutAfterPooling ? "features.30" : "features.29";

    public int FeatureStride(Variant variant) => variant.IsCutAfterPooling ? 32 : 16;

    public int FeatureChannels(BackboneOptions options) => options.Scale(Layout[^2]);

    public IReadOnlyDictionary<string, int> EntryRanks { get; } = Ranks();

    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options) =>
    [
        ("features.0.weight", [options.Scale(Layout[0]), 3, 3, 3]),
        ("classifier.6.weight", [options.Classes, Network.HiddenUnits(options)]),
    ];

    public Backbone Create(BackboneOptions options, Variant variant) => new Network(options, CutLayer(variant), variant.IsCutAfterPooling);

    private static Dictionary<string, int> Ranks()
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        var layer = 0;
        foreach (var width in Layout)
        {
            if (width != Pool)
            {
                Add("features", layer++, 4);
            }

            // Past the pooling, or past the convolution's ReLU.
            layer++;
        }

        foreach (var linear in new[] { 0, 3, 6 })
        {
            Add("classifier", linear, 2);
        }

        return ranks;

        void Add(string part, int place, int rank)
        {
            ranks.Add(FormattableString.Invariant($"{part}.{place}.weight"), rank);
            ranks.Add(FormattableString.Invariant($"{part}.{place}.bias"), 1);
        }
    }

    private sealed class Network : Backbone
    {
        private const int PooledSide = 7;
        private const double DropProbability = 0.5;
        private readonly Sequential features;
        private readonly Sequential classifier;
        private readonly int _cut;

        internal Network(BackboneOptions options, string cutLayer, bool afterLastPool)
            : base(nameof(Vgg16), options.Scale(Layout[^2]), options.Classes, cutLayer)
        {
            features = Sequential(ConvolutionalPart(options));
            _cut = (int)features.Count - (afterLastPool ? 0 : 1);
            var hidden = HiddenUnits(options);
            classifier = Sequential(
                Linear(FeatureChannels * PooledSide * PooledSide, hidden),
                ReLU(inplace: false),
                Dropout(DropProbability),
                Linear(hidden, hidden),
                ReLU(inplace: false),
                Dropout(DropProbability),
                Linear(hidden, options.Classes));
            RegisterComponents();
        }

        public override Tensor Features(Tensor normalisedImages) => Run(features, 0, _cut, normalisedImages);

        public override Tensor Head(Tensor featureMaps, IDropout? dropout = null)
        {
            using var scope = NewDisposeScope();
            var x = Run(features, _cut, (int)features.Count, featureMaps);
            x = functional.adaptive_avg_pool2d(x, [PooledSide, PooledSide]).flatten(1);
            var dropoutLayer = 0;
            foreach (var layer in classifier.children().Cast<Module<Tensor, Tensor>>())
            {
                if (layer is not TorchSharp.Modules.Dropout)
                {
                    x = layer.call(x);
                }
                else if (dropout is not null)
                {
                    x = dropout.Apply(x, dropoutLayer++, DropProbability);
                }
            }

            return x.MoveToOuterDisposeScope();
        }

        // The first linear layer starts out as one over the pooled maps' mean: what is learned at one place then holds at all.
        protected override void RefineInitialisation()
        {
            using var scope = NewDisposeScope();
            var weight = ((Linear)classifier[0]).weight!;
            var places = weight.view(weight.shape[0], FeatureChannels, PooledSide * PooledSide);
            places.copy_(places.mean([2], keepdim: true).expand(places.shape));
        }

        // The published ratio of 8 hidden units a channel would leave a narrow network almost all classifier.
        internal static int HiddenUnits(BackboneOptions options) => options.Scale(Layout[^2]) * (options.Width < 1 ? 4 : 8);

        private static Tensor Run(Sequential layers, int from, int to, Tensor input) =>
            LayerChain.Run(layers.children().Cast<Module<Tensor, Tensor>>().Take(to).Skip(from), input);

        private static Module<Tensor, Tensor>[] ConvolutionalPart(BackboneOptions options)
        {
            var layers = new List<Module<Tensor, Tensor>>();
            var channels = 3;
            foreach (var width in Layout)
            {
                if (width == Pool)
                {
                    layers.Add(MaxPool2d(2, 2));
                    continue;
                }

                var next = options.Scale(width);
                layers.Add(Conv2d(channels, next, 3, padding: 1));
                layers.Add(ReLU(inplace: false));
                channels = next;
            }

            return [.. layers];
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                features.Dispose();
                classifier.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>ResNet-50 v1.5 (He et al. 2016, with the stride in the 3x3 convolution), as torchvision's <c>resnet50</c>.</summary>
internal sealed class ResNet50 : IBackboneArchitecture
{
    private const int StemWidth = 64;
    private static readonly int[] Widths = [64, 128, 256, 512];
    private static readonly int[] Depths = [3, 4, 6, 3];

    public string Id => "resnet50";

    public string DisplayName => "ResNet-50";

    public IReadOnlyList<Variant> Variants { get; } = [Variant.FeatureMaps, Variant.Image];

    public ReferenceFacts Reference { get; } = new()
    {
        ModelName = "ResNet50",
        Epochs = 26,
        DecayFactor = 0.95,
        DecayLastEpoch = 12,
        FastAttentionGroups = false,
        HasDropout = false,
        RiseMasks = 8000,
        UnnormalisedImageCrossEntropy = true,
    };

    public int MinimumInput => 32;

    public string CutLayer(Variant variant) => "layer4.2";

    public int FeatureStride(Variant variant) => 32;

    public int FeatureChannels(BackboneOptions options) => options.Scale(Widths[^1]) * ResNetBottleneck.Expansion;

    public Backbone Create(BackboneOptions options, Variant variant) => new Network(options, FeatureChannels(options), CutLayer(variant));

    private sealed class Network : Backbone
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Sequential layer1;
        private readonly Sequential layer2;
        private readonly Sequential layer3;
        private readonly Sequential layer4;
        private readonly Linear fc;

        internal Network(BackboneOptions options, int featureChannels, string cutLayer)
            : base(nameof(ResNet50), featureChannels, options.Classes, cutLayer)
        {
            var channels = options.Scale(StemWidth);
            conv1 = Conv2d(3, channels, 7, stride: 2, padding: 3, bias: false);
            bn1 = BatchNorm2d(channels);
            layer1 = Layer(0, options, ref channels);
            layer2 = Layer(1, options, ref channels);
            layer3 = Layer(2, options, ref channels);
            layer4 = Layer(3, options, ref channels);
            fc = Linear(channels, options.Classes);
            RegisterComponents();
        }

        public override Tensor Features(Tensor normalisedImages)
        {
            using var scope = NewDisposeScope();
            var x = functional.relu(bn1.call(conv1.call(normalisedImages)));
            x = functional.max_pool2d(x, 3, stride: 2, padding: 1);
            foreach (var layer in new[] { layer1, layer2, layer3, layer4 })
            {
                x = layer.call(x);
            }

            return x.MoveToOuterDisposeScope();
        }

        public override Tensor Head(Tensor featureMaps, IDropout? dropout = null)
        {
            using var scope = NewDisposeScope();
            return fc.call(functional.adaptive_avg_pool2d(featureMaps, [1, 1]).flatten(1)).MoveToOuterDisposeScope();
        }

        // Every residual branch starts at zero (Goyal et al. 2017): the fresh network is as shallow as can be.
        protected override void RefineInitialisation()
        {
            foreach (var (_, parameter) in named_parameters().Where(parameter => parameter.name.EndsWith("bn3.weight", StringComparison.Ordinal)))
            {
                parameter.zero_();
            }
        }

        private static Sequential Layer(int index, BackboneOptions options, ref int channels)
        {
            var blocks = new List<Module<Tensor, Tensor>>();
            var width = options.Scale(Widths[index]);
            for (var block = 0; block < Depths[index]; block++)
            {
                var stride = block == 0 && index > 0 ? 2 : 1;
                blocks.Add(new ResNetBottleneck(channels, width, stride));
                channels = width * ResNetBottleneck.Expansion;
            }

            return Sequential([.. blocks]);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                foreach (var module in new Module[] { conv1, bn1, layer1, layer2, layer3, layer4, fc })
                {
                    module.Dispose();
                }
            }

            base.Dispose(disposing);
        }
    }
}

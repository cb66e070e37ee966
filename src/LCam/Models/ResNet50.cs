namespace LCam.Models;

/// <summary>ResNet-50 v1.5 (He et al. 2016, with the stride in the 3x3 convolution), as torchvision's <c>resnet50</c>.</summary>
internal sealed class ResNet50 : IBackboneArchitecture
{
    private static readonly ResNetShape Shape = new()
    {
        Depths = [3, 4, 6, 3],
        Expansion = ResNetBottleneck.Expansion,
        Block = (channels, width, stride) => new ResNetBottleneck(channels, width, stride),
        LastNormalisation = "bn3",
    };

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

    public string CutLayer(Variant variant) => Shape.LastBlock;

    public int FeatureStride(Variant variant) => 32;

    public int FeatureChannels(BackboneOptions options) => Shape.FeatureChannels(options);

    public Backbone Create(BackboneOptions options, Variant variant) => new ResNetNetwork(nameof(ResNet50), Shape, options);
}

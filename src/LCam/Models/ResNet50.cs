namespace LCam.Models;

/// <summary>ResNet-50 v1.5 (He et al. 2016, with the stride in the 3x3 convolution), as torchvision's <c>resnet50</c>.</summary>
internal sealed class ResNet50() : ResNetArchitecture(Shape)
{
    private static readonly ResNetShape Shape = new()
    {
        Depths = [3, 4, 6, 3],
        Expansion = ResNetBottleneck.Expansion,
        Block = (channels, width, stride) => new ResNetBottleneck(channels, width, stride),
        Convolutions = 3,
    };

    public override string Id => "resnet50";

    public override string DisplayName => "ResNet-50";

    protected override bool HasUnnormalisedQuirk => true;
}

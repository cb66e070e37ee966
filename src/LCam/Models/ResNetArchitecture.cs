namespace LCam.Models;

/// <summary>What residual networks have in common as backbones: one cut, behind the last block, for feature maps and image alike.</summary>
/// <param name="shape">What tells this one from the others.</param>
internal abstract class ResNetArchitecture(ResNetShape shape) : IBackboneArchitecture
{
    public abstract string Id { get; }

    public abstract string DisplayName { get; }

    public IReadOnlyList<Variant> Variants { get; } = [Variant.FeatureMaps, Variant.Image];

    public ReferenceFacts Reference => new()
    {
        ModelName = DisplayName.Replace("-", "", StringComparison.Ordinal),
        Epochs = 26,
        DecayFactor = 0.95,
        DecayLastEpoch = 12,
        FastAttentionGroups = false,
        HasDropout = false,
        RiseMasks = 8000,
        UnnormalisedImageCrossEntropy = HasUnnormalisedQuirk,
    };

    public int MinimumInput => 32;

    /// <summary>Whether the reference's image variant under cross-entropy sees un-normalised images.</summary>
    protected virtual bool HasUnnormalisedQuirk => false;

    public string CutLayer(Variant variant) => shape.LastBlock;

    public int FeatureStride(Variant variant) => 32;

    public int FeatureChannels(BackboneOptions options) => shape.FeatureChannels(options);

    public IReadOnlyDictionary<string, int> EntryRanks { get; } = shape.EntryRanks();

    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options) =>
    [
        ("conv1.weight", [options.Scale(ResNetShape.StemWidth), 3, 7, 7]),
        ("fc.weight", [options.Classes, shape.FeatureChannels(options)]),
    ];

    public Backbone Create(BackboneOptions options, Variant variant) => new ResNetNetwork(GetType().Name, shape, options);
}

namespace LCam.Models.Scripted;

/// <summary>
/// Any network, as two TorchScript files: features, from images to the last feature maps, and head, from there to the
/// logits. It is frozen: no weights of its own are known, so none are initialised, trained or made random.
/// </summary>
public sealed class ScriptedArchitecture : IBackboneArchitecture
{
    /// <summary>Its identifier.</summary>
    public const string Name = "torchscript";

    /// <summary>Its only layer that can be explained.</summary>
    public const string Features = "features";

    private ScriptedArchitecture()
    {
    }

    public static ScriptedArchitecture Instance { get; } = new();

    public string Id => Name;

    public string DisplayName => "TorchScript";

    public string Family => "TorchScript";

    public IReadOnlyList<BackboneLayer> Layers { get; } = [BackboneLayer.OfUnknownWidth(Features)];

    public string LastMaps => Features;

    public string? LastPooling => null;

    public ImageNormalisation Normalisation => ImageNormalisation.ImageNet;

    public InputSizes Inputs { get; } = new(32);

    public bool HasDropout => false;

    // Those of residual networks, which most networks of today resemble.
    public BackboneDefaults Defaults => ResNet.StandardDefaults;

    public ReferenceFacts? Reference => null;

    public IReadOnlyDictionary<string, int> EntryRanks { get; } = new Dictionary<string, int>();

    public IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options) => [];

    /// <exception cref="NotSupportedException">Always: such a network is loaded, see <see cref="ScriptedBackbone.Load"/>.</exception>
    public Backbone Create(BackboneOptions options) => throw new NotSupportedException($"a {Name} network cannot be created without its files");
}

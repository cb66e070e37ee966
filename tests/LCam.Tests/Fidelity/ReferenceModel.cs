using LCam.Losses;
using LCam.Models;
using LCam.Tests.Shared;
using LCam.Training;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>One of the reference's models, with the attention that the fixtures start from.</summary>
internal sealed class ReferenceModel : IDisposable
{
    private readonly Backbone _backbone;

    /// <summary>Over a narrow network.</summary>
    internal ReferenceModel(string name, ScalarType type)
        : this(name, type, () => SmallNetworks.Load(ArchitectureOf(name).Id, type))
    {
    }

    private ReferenceModel(string name, ScalarType type, Func<Backbone> load)
    {
        Architecture = ArchitectureOf(name);
        var loss = name.EndsWith('A') ? LossKind.CrossEntropy : LossKind.LCam;
        var variant = name.Contains("7x7", StringComparison.Ordinal) ? Variant.Image7x7
            : name.Contains("Fm", StringComparison.Ordinal) ? Variant.FeatureMaps : Variant.Image;
        _backbone = load();
        var layer = variant.LayersOf(Architecture)[0];
        using var start = SafetensorsFile.Read(SmallNetworks.Fixture($"attn{_backbone.Channels(layer)}_seed1"));
        var attention = new ConvolutionAttention(layer, start["op.weight"].to(type, copy: true), start["op.bias"].to(type, copy: true));
        Model = new LCamModel(Architecture, _backbone, attention, variant, loss, unnormalisedAttention: true);
        Assert.Equal(name, Model.Name);

        // The fixtures have VGG's dropout off.
        var options = TrainingDefaults.For(Architecture, Protocol.Reference);
        Options = options with { Quirks = options.Quirks with { TrainingDropout = false } };
    }

    /// <summary>Over the published ResNet-50 with real ImageNet weights.</summary>
    internal static ReferenceModel WithRealWeights(string name) => new(name, ScalarType.Float32, () =>
    {
        var backbone = Backbones.Create(new BackboneOptions("resnet50"));
        using var weights = WeightFile.Read(SharedData.Path("weights", "resnet50.pth"));
        SmallNetworks.CopyInto(backbone, weights);
        return backbone.Freeze();
    });

    internal IBackboneArchitecture Architecture { get; }

    internal LCamModel Model { get; }

    internal TrainingOptions Options { get; }

    public void Dispose()
    {
        Model.Dispose();
        _backbone.Dispose();
    }

    private static IBackboneArchitecture ArchitectureOf(string name) =>
        Backbones.Find(name.StartsWith("VGG16", StringComparison.Ordinal) ? "vgg16" : "resnet50");
}

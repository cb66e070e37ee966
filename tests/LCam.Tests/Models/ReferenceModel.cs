using LCam.Losses;
using LCam.Models;
using LCam.Training;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

/// <summary>One of the reference's models over a small network, with the attention that the fixtures start from.</summary>
internal sealed class ReferenceModel : IDisposable
{
    private readonly Backbone _backbone;

    internal ReferenceModel(string name, ScalarType type)
    {
        Architecture = Backbones.Find(name.StartsWith("VGG16", StringComparison.Ordinal) ? "vgg16" : "resnet50");
        var loss = name.EndsWith('A') ? LossKind.CrossEntropy : LossKind.LCam;
        var variant = name.Contains("7x7", StringComparison.Ordinal) ? Variant.Image7x7
            : name.Contains("Fm", StringComparison.Ordinal) ? Variant.FeatureMaps : Variant.Image;
        _backbone = SmallNetworks.Load(Architecture.Id, variant, type);
        using var start = SafetensorsFile.Read(SmallNetworks.Fixture($"attn{_backbone.FeatureChannels}_seed1"));
        var attention = new AttentionMechanism(start["op.weight"].to(type, copy: true), start["op.bias"].to(type, copy: true));
        Model = new LCamModel(Architecture, _backbone, attention, variant, loss, unnormalisedAttention: true);
        Assert.Equal(name, Model.Name);

        // The fixtures have VGG's dropout off.
        var options = TrainingDefaults.For(Architecture, Protocol.Reference);
        Options = options with { Quirks = options.Quirks with { TrainingDropout = false } };
    }

    internal IBackboneArchitecture Architecture { get; }

    internal LCamModel Model { get; }

    internal TrainingOptions Options { get; }

    public void Dispose()
    {
        Model.Dispose();
        _backbone.Dispose();
    }
}

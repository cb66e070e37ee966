using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Controls;

/// <summary>L-CAM's attention mechanism before its first training step: what its maps owe to the feature maps alone.</summary>
internal sealed class UntrainedAttention : IExplainer, IDisposable
{
    private readonly AttentionMechanism _attention;
    private readonly AttentionMap _map;
    private readonly string _layer;

    private UntrainedAttention(ExplainerContext context)
    {
        using var scope = NewDisposeScope();
        _layer = context.Settings!.Layer!;
        _attention = ConvolutionAttention
            .Initialised(_layer, context.Backbone.Classes, context.Backbone.Channels(_layer), context.Seed)
            .To(float32, context.Backbone.ComputesOn);
        _map = context.Map;
    }

    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "untrained",
        DisplayName = "L-CAM, untrained",
        Traits = new(
            "A place of the map of an attention mechanism with random weights: what its architecture shows before any training.",
            NetworkAccess.FeatureMaps),
        Make = context => new UntrainedAttention(context),
        ForwardPasses = (_, _) => 1,
        Parameters = [TargetLayer.Parameter],
        Seeded = true,
        IsControl = true,
    };

    public string Id => Registration.Id;

    public IReadOnlyList<string> Layers => [_layer];

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var maps = _attention.OwnMaps([pass.At(_layer).Maps], classes).squeeze(1);
        return (_map == AttentionMap.Sigmoid ? maps.sigmoid() : maps).MoveToOuterDisposeScope();
    }

    public void Dispose() => _attention.Dispose();
}

using LCam.Explainers;
using LCam.Models;

namespace LCam.Experiments.Stages;

/// <summary>The explainer that a stage measures, with all that it is made of.</summary>
internal sealed class StageExplainer : IDisposable
{
    private readonly LCamModel? _model;

    public StageExplainer(MeasuringOrder order, StageFolder folder, Backbone backbone)
    {
        var asked = order.Explainer;
        var architecture = Backbones.Find(order.Backbone.Architecture);
        if (asked.Attention is { } attention)
        {
            var device = TorchSharp.torch.device(order.Execution.Device);
            var trained = attention.File is { } file
                ? StageModels.Attention(file, asked.Variant!, architecture, device)
                : StageModels.Attention(folder, attention.Stage!, asked.Variant!, architecture, device);
            _model = new LCamModel(architecture, backbone, trained, asked.Variant!, attention.Loss, attention.Quirks.UnnormalisedAttention);
        }

        var registration = ExplainerRegistry.Find(asked.Id);
        Explainer = registration.Create(new ExplainerContext(backbone, _model, asked.Seed, order.Evaluation.Map)
        {
            Settings = registration.Resolve(architecture, asked.Parameters),
            Images = registration == ExplainerRegistry.Recorded ? [.. StageModels.Set(order.Images, order.Backbone.Classes).Entries.Select(entry => entry.Path)] : null,
        });
    }

    public IExplainer Explainer { get; }

    public void Dispose()
    {
        (Explainer as IDisposable)?.Dispose();
        _model?.Dispose();
    }
}

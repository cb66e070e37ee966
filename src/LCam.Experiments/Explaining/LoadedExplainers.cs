using LCam.Experiments.Stages;
using LCam.Explainers;
using LCam.Models;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Explaining;

/// <summary>A plan's classifier and explainers on a device. Explainers that look at the same layer share a backbone.</summary>
internal sealed class LoadedExplainers : IDisposable
{
    private readonly Dictionary<string, Backbone> _backbones = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];
    private readonly List<LoadedColumn> _columns = [];

    /// <exception cref="Problems.ProblemException">Weights, an attention or another file are missing, damaged or another network's.</exception>
    public LoadedExplainers(ExplainPlan plan, torch.Device device)
    {
        try
        {
            using var weights = WeightFile.Read(plan.Classifier.Weights, plan.Classifier.Entry);
            foreach (var column in plan.Columns)
            {
                Load(plan, column, weights, device);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>By the layer where they are cut; at least one.</summary>
    public IReadOnlyDictionary<string, Backbone> Backbones => _backbones;

    /// <summary>In the plan's order.</summary>
    public IReadOnlyList<LoadedColumn> Columns => _columns;

    public void Dispose()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            owned.Dispose();
        }
    }

    private void Load(ExplainPlan plan, ExplainColumn column, StateDict weights, torch.Device device)
    {
        var architecture = Models.Backbones.Find(plan.Classifier.Backbone.Architecture);
        var variant = column.Run?.Order.Variant ?? column.Settings.Cut ?? architecture.Variants[0];
        var layer = architecture.CutLayer(variant);
        if (!_backbones.TryGetValue(layer, out var backbone))
        {
            backbone = StageModels.Backbone(plan.Classifier.Backbone, variant, weights, plan.Classifier.Weights, device);
            _backbones.Add(layer, backbone);
            _owned.Add(backbone);
        }

        var model = column.Run is { } run ? Model(run, architecture, backbone, device) : null;
        var explainer = column.Registration.Create(new ExplainerContext(backbone, model, plan.Seed) { Settings = column.Settings });
        if (explainer is IDisposable disposable)
        {
            _owned.Add(disposable);
        }

        _columns.Add(new LoadedColumn(column, explainer, layer));
    }

    private LCamModel Model(TrainedRun run, IBackboneArchitecture architecture, Backbone backbone, torch.Device device)
    {
        var order = run.Order;
        var model = new LCamModel(
            architecture,
            backbone,
            StageModels.Attention(run.Attention, device),
            order.Variant,
            order.Loss,
            order.Training.Quirks.UnnormalisedAttention);
        _owned.Add(model);
        return model;
    }
}

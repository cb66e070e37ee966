using LCam.Experiments.Stages;
using LCam.Explainers;
using LCam.Models;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Explaining;

/// <summary>A plan's classifier and explainers on a device.</summary>
internal sealed class LoadedExplainers : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<LoadedColumn> _columns = [];

    /// <exception cref="Problems.ProblemException">Weights, an attention or another file are missing, damaged or another network's.</exception>
    public LoadedExplainers(ExplainPlan plan, torch.Device device)
    {
        try
        {
            using var weights = WeightFile.Read(plan.Classifier.Weights, plan.Classifier.Entry);
            Backbone = StageModels.Backbone(plan.Classifier.Backbone, weights, plan.Classifier.Weights, device);
            _owned.Add(Backbone);
            foreach (var column in plan.Columns)
            {
                Load(plan, column, device);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The classifier, which all explain.</summary>
    public Backbone Backbone { get; }

    /// <summary>Names of the layers that the explainers ask a clean pass for.</summary>
    public IReadOnlyList<string> Layers => [.. _columns.SelectMany(column => column.Explainer.Layers).Distinct()];

    /// <summary>In the plan's order.</summary>
    public IReadOnlyList<LoadedColumn> Columns => _columns;

    public void Dispose()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            owned.Dispose();
        }
    }

    private void Load(ExplainPlan plan, ExplainColumn column, torch.Device device)
    {
        var model = column.Run is { } run ? Model(run, Backbones.Find(plan.Classifier.Backbone.Architecture), device) : null;
        var explainer = column.Registration.Create(new ExplainerContext(Backbone, model, plan.Seed) { Settings = column.Settings });
        if (explainer is IDisposable disposable)
        {
            _owned.Add(disposable);
        }

        _columns.Add(new LoadedColumn(column, explainer));
    }

    private LCamModel Model(TrainedRun run, IBackboneArchitecture architecture, torch.Device device)
    {
        var order = run.Order;
        var model = new LCamModel(
            architecture,
            Backbone,
            StageModels.Attention(run.Attention, order.Variant, architecture, device),
            order.Variant,
            order.Loss,
            order.Training.Quirks.UnnormalisedAttention);
        _owned.Add(model);
        return model;
    }
}

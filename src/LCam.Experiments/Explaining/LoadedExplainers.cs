using LCam.Experiments.Stages;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Training;
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
            Backbone = FrozenNetwork.Load(plan.Classifier.Backbone, plan.Classifier.Weights, plan.Classifier.Entry, plan.Classifier.CropSize, device);
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
        var architecture = Backbones.Find(plan.Classifier.Backbone.Architecture);
        var model = column.Run is { Order: var order } run
            ? Model(architecture, StageModels.Attention(run.Attention, order.Variant, architecture, device), order.Variant, order.Loss, order.Training.Quirks.UnnormalisedAttention)
            : column.Model is { } file
                ? Model(architecture, StageModels.Attention(file.File, file.Variant, architecture, device), file.Variant, file.Loss, QuirkOptions.For(Protocol.Reference).UnnormalisedAttention)
                : null;
        var explainer = column.Registration.Create(new ExplainerContext(Backbone, model, plan.Seed) { Settings = column.Settings });
        if (explainer is IDisposable disposable)
        {
            _owned.Add(disposable);
        }

        _columns.Add(new LoadedColumn(column, explainer));
    }

    private LCamModel Model(IBackboneArchitecture architecture, AttentionMechanism attention, Variant variant, LossKind loss, bool unnormalisedAttention)
    {
        var model = new LCamModel(architecture, Backbone, attention, variant, loss, unnormalisedAttention);
        _owned.Add(model);
        return model;
    }
}

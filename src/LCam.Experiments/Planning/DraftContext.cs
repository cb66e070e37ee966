using System.Collections.Concurrent;
using LCam.Experiments.Specs;
using LCam.Explainers;
using LCam.Models;

namespace LCam.Experiments.Planning;

/// <summary>What the drafts of one plan have in common, each part worked out once: a matrix may have a hundred thousand cells. They may be made at the same time.</summary>
internal sealed class DraftContext(ExperimentSpec spec, InputCatalog inputs, ExecutionSettings execution)
{
    private static readonly ExplainerRegistration Trained = ExplainerRegistry.Find("l-cam");

    private readonly ConcurrentDictionary<BackboneOptions, int?> _trainedPasses = new();
    private readonly HashSet<string> _training = [.. spec.Backbones.Where(backbone => backbone.Classifier is not null).Select(backbone => backbone.Name), .. spec.Cells.Where(cell => cell.Given is null).Select(cell => cell.Backbone.Name)];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CellInputs> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Backbone, int InputSize, int CropSize), StageDraft> _classifiers = [];

    public ExperimentSpec Spec => spec;

    public InputCatalog Inputs => inputs;

    public ExecutionSettings Execution => execution;

    public StageIdentities Identities { get; } = new(spec.Sanity);

    /// <summary>The inputs of a backbone's cells.</summary>
    public CellInputs InputsOf(BackboneSpec backbone)
    {
        lock (_gate)
        {
            if (!_inputs.TryGetValue(backbone.Name, out var known))
            {
                _inputs.Add(backbone.Name, known = Read(backbone));
            }

            return known;
        }
    }

    /// <summary>Forward passes that an explanation by a trained attention costs.</summary>
    public int? TrainedPasses(BackboneOptions backbone) => _trainedPasses.GetOrAdd(
        backbone, static options => Trained.ForwardPasses(options, Trained.Resolve(Backbones.Find(options.Architecture))));

    /// <summary>The classifier that a cell explains, the same for all cells that train it at the same sizes.</summary>
    public StageDraft Classifier(Cell cell, Func<StageDraft> make)
    {
        var what = (cell.Backbone.Name, cell.Training.InputSize, cell.Training.CropSize);
        lock (_gate)
        {
            if (!_classifiers.TryGetValue(what, out var known))
            {
                _classifiers.Add(what, known = make());
            }

            return known;
        }
    }

    private bool Trains(BackboneSpec backbone) => _training.Contains(backbone.Name);

    private CellInputs Read(BackboneSpec backbone)
    {
        var weights = backbone switch
        {
            { Weights: null } => null,
            { Script: { } script } => inputs.Script(backbone.Weights, script.Head),
            { FromAttentions: true } => inputs.NetworkInside(backbone.Weights),
            _ => inputs.Weights(backbone.Weights),
        };
        if (spec.Data.Shapes is { } shapes)
        {
            return new CellInputs(Trains(backbone) ? InputCatalog.Shapes(shapes, "train") : null, InputCatalog.Shapes(shapes, "evaluation"), null, weights);
        }

        var evaluation = spec.Data.Evaluation!;
        return new CellInputs(
            Trains(backbone) && spec.Data.Train is { } train ? inputs.Images(train.Images, backbone.TrainList ?? train.List, backbone.Classes, locked: train.Lock) : null,
            inputs.Images(evaluation.Images, evaluation.List, backbone.Classes, evaluation.Limit, evaluation.Lock),
            evaluation.Masks is not null ? inputs.Masks(evaluation, backbone.Classes) : null,
            weights);
    }
}

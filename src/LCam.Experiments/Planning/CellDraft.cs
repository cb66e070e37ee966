using System.Text.Json.Nodes;
using LCam.Classifiers;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Measures;
using LCam.Models;

namespace LCam.Experiments.Planning;

/// <summary>A cell's stages with their identities and orders, from the spec and its inputs' contents.</summary>
internal sealed class CellDraft
{
    private const string Trained = "l-cam";

    private readonly DraftContext _context;
    private readonly CellInputs _inputs;

    public CellDraft(DraftContext context, Cell cell)
    {
        _context = context;
        _inputs = context.InputsOf(cell.Backbone);
        Cell = cell;
        Label = StageIdentities.Label(cell);
        Classifier = _inputs.Weights is null ? context.Classifier(cell, MakeClassifier) : null;
        Train = Cell.Given is null ? MakeTrain() : null;
        (Explain, Measure) = MakeMeasure();
    }

    public Cell Cell { get; }

    public string Label { get; }

    /// <summary>SHA-256 of the cell's settings, inputs' contents left out; worked out anew each time.</summary>
    public string Fingerprint() => CanonicalJson.Hash(_context.Identities.Settings(Cell));

    public StageDraft? Classifier { get; }

    /// <summary>Null where the attention was trained elsewhere.</summary>
    public StageDraft? Train { get; }

    /// <summary>Null where the maps are not kept.</summary>
    public StageDraft? Explain { get; }

    public StageDraft Measure { get; }

    public IEnumerable<StageDraft> Stages => new[] { Classifier, Train, Explain, Measure }.OfType<StageDraft>();

    public IEnumerable<InputContent> Inputs => Cell.Given is { } given ? _inputs.All.Append(_context.Inputs.Attention(given.File)) : _inputs.All;

    private StageDraft MakeClassifier()
    {
        var given = Cell.Backbone.Classifier!;
        var options = new ClassifierOptions
        {
            Epochs = given.Epochs,
            BatchSize = given.BatchSize,
            LearningRate = given.LearningRate,
            WeightDecay = given.WeightDecay,
            Muting = given.Muting,
            InputSize = Cell.Training.InputSize,
            CropSize = Cell.Training.CropSize,
        };
        var settings = SettingIdentities.Of(options, given.Seed);
        var label = $"classifier {Cell.Backbone.Name} seed {FormattableString.Invariant($"{given.Seed}")}";
        return Draft(
            StageKind.Classifier,
            label,
            [],
            [_inputs.Train!, _inputs.Evaluation],
            part => StageIdentities.Classifier(Cell.Backbone, settings.DeepClone(), part(_inputs.Train!), part(_inputs.Evaluation)),
            key => new ClassifierOrder
            {
                Key = key,
                Label = label,
                Backbone = Backbone(null),
                Images = TrainImages(),
                Execution = Execution(),
                Options = options,
                Seed = given.Seed,
                Evaluation = EvaluationImages(options.InputSize, options.CropSize),
            });
    }

    private StageDraft MakeTrain()
    {
        var label = $"train {Label}";
        return Draft(
            StageKind.Train,
            label,
            Classifier is { } classifier ? [classifier] : [],
            [_inputs.Train!],
            part => _context.Identities.Train(Cell, Weights(part), part(_inputs.Train!)),
            key => new TrainOrder
            {
                Key = key,
                Label = label,
                Backbone = Backbone(Classifier?.Key),
                Images = TrainImages(),
                Execution = Execution(),
                Variant = Cell.Variant,
                Loss = Cell.Loss,
                Seed = Cell.Seed,
                Training = Cell.Training,
            });
    }

    private (StageDraft? Explain, StageDraft Measure) MakeMeasure()
    {
        var attention = Cell.Given is { } given ? _context.Inputs.Attention(given.File) : null;
        return MapStages(
            Label,
            [.. new[] { Classifier, Train }.OfType<StageDraft>()],
            attention is null ? [] : [attention],
            part => attention is null ? new JsonObject { ["kind"] = Trained, ["stage"] = Train!.Key } : StageIdentities.Attention(Cell, part(attention)),
            Cell.Percentages,
            _context.TrainedPasses(Options()),
            new ExplainerOrder(Trained, Cell.Variant, Cell.Seed, null, new AttentionOrder(Train?.Key, Cell.Loss, Cell.Training.Quirks) { File = Cell.Given?.File.Resolved }));
    }

    /// <summary>The stages that keep and measure another explainer's maps on this cell's backbone and images.</summary>
    public (StageDraft? Explain, StageDraft Measure) Compare(Comparison comparison)
    {
        var files = comparison.Files.ToDictionary(file => file.Key, file => _context.Inputs.OfExplainer(file.Value), StringComparer.Ordinal);
        return MapStages(
            comparison.Label,
            Classifier is { } classifier ? [classifier] : [],
            [.. files.Values],
            part => StageIdentities.Explainer(comparison, files.ToDictionary(file => file.Key, file => part(file.Value))),
            comparison.Percentages,
            comparison.Explainer.ForwardPasses(Options(), comparison.Settings),
            new ExplainerOrder(comparison.Explainer.Id, null, comparison.Seed, Parameters(comparison), null));
    }

    private BackboneOptions Options() => new(Cell.Backbone.Architecture, Cell.Backbone.Classes, Cell.Backbone.Width);

    private (StageDraft? Explain, StageDraft Measure) MapStages(
        string label,
        IReadOnlyList<StageDraft> needs,
        IReadOnlyList<InputContent> files,
        Func<Func<InputContent, JsonNode>, JsonNode> explainer,
        IReadOnlyList<double> percentages,
        int? forwardPasses,
        ExplainerOrder order)
    {
        if (_context.Spec.Sanity is { } sanity)
        {
            var check = $"sanity {label}";
            return (null, Draft(
                StageKind.Sanity,
                check,
                needs,
                [_inputs.Evaluation, .. files],
                part => _context.Identities.Sanity(explainer(part), Weights(part), Cell, part(_inputs.Evaluation)),
                key => Checking(key, check, sanity, order)));
        }

        var keep = $"explain {label}";
        var kept = !_context.Spec.KeepMaps.Keeps(forwardPasses) ? null : Draft(
            StageKind.Explain,
            keep,
            needs,
            [_inputs.Evaluation, .. files],
            part => StageIdentities.Explain(explainer(part), Weights(part), Cell, part(_inputs.Evaluation), order.Attention is not null),
            key => Keeping(key, keep, order));

        var measure = $"measure {label}";
        return (kept, Draft(
            StageKind.Measure,
            measure,
            kept is null ? needs : [.. needs, kept],
            [_inputs.Evaluation, .. _inputs.Masks is { } masks ? [masks] : Array.Empty<InputContent>(), .. files],
            part => _context.Identities.Measure(explainer(part), Weights(part), Cell, percentages, part(_inputs.Evaluation), Masks(part)),
            key => Measuring(key, measure, percentages, order, kept?.Key)));
    }

    private static JsonObject Parameters(Comparison comparison)
    {
        var parameters = comparison.Settings.ToJson();
        foreach (var (name, file) in comparison.Files)
        {
            parameters[name] = file.Resolved;
        }

        return parameters;
    }

    private ExplainOrder Keeping(string key, string label, ExplainerOrder explainer) => new()
    {
        Key = key,
        Label = label,
        Backbone = Backbone(Classifier?.Key),
        Images = EvaluationImages(Cell.Evaluation.InputSize, Cell.Evaluation.CropSize),
        Execution = Execution(),
        Explainer = explainer,
        Evaluation = Cell.Evaluation with { Measures = MeasureOptions.None },
    };

    private MeasureOrder Measuring(string key, string label, IReadOnlyList<double> percentages, ExplainerOrder explainer, string? maps) => new()
    {
        Key = key,
        Label = label,
        Backbone = Backbone(Classifier?.Key),
        Images = EvaluationImages(Cell.Evaluation.InputSize, Cell.Evaluation.CropSize),
        Execution = Execution(),
        Explainer = explainer,
        Evaluation = Cell.Evaluation,
        Percentages = [.. percentages.Order()],
        Maps = maps,
    };

    private SanityOrder Checking(string key, string label, SanitySpec sanity, ExplainerOrder explainer)
    {
        var images = EvaluationImages(Cell.Evaluation.InputSize, Cell.Evaluation.CropSize);
        return new SanityOrder
        {
            Key = key,
            Label = label,
            Backbone = Backbone(Classifier?.Key),
            Images = images with { Limit = Smaller(images.Limit, sanity.Images), Masks = null, MaskValues = null, MaskIgnore = null },
            Execution = Execution(),
            Explainer = explainer,
            Evaluation = Cell.Evaluation,
            Seed = sanity.Seed,
        };
    }

    private static int? Smaller(int? first, int? second) => first is { } one && second is { } other ? Math.Min(one, other) : first ?? second;

    private JsonNode Weights(Func<InputContent, JsonNode> part) =>
        Classifier is { } classifier ? new JsonObject { ["stage"] = classifier.Key } : part(_inputs.Weights!);

    // The embedded data set's masks are as much a function of its options as its images are.
    private JsonNode? Masks(Func<InputContent, JsonNode> part) =>
        _inputs.Masks is { } masks ? part(masks) : _context.Spec.Data.Shapes is not null ? JsonValue.Create("shapes") : null;

    private StageDraft Draft(
        StageKind kind,
        string label,
        IReadOnlyList<StageDraft> needs,
        IReadOnlyList<InputContent> contents,
        Func<Func<InputContent, JsonNode>, JsonObject> identity,
        Func<string, StageOrder> order)
    {
        var unknown = (_inputs.Weights is { } weights ? contents.Append(weights) : contents).FirstOrDefault(content => content.Identity is null)?.Unknown
            ?? needs.FirstOrDefault(need => need.Identity is null)?.Blocked;
        if (unknown is not null)
        {
            JsonObject StandIn() => identity(content => content.StandIn);
            return new StageDraft(kind, label, CanonicalJson.Hash(StandIn()), null, () => CanonicalJson.Text(StandIn()), unknown, [.. needs.Select(need => need.Key)], null);
        }

        // Of a hundred thousand stages only the keys are kept; the rest is made anew for those that someone asks about.
        JsonObject Known() => identity(content => content.Node());
        var key = CanonicalJson.Hash(Known());
        return new StageDraft(kind, label, key, () => CanonicalJson.Text(Known()), () => CanonicalJson.Text(Known()), "", [.. needs.Select(need => need.Key)], () => order(key));
    }

    private BackboneOrder Backbone(string? stage) => new(
        Cell.Backbone.Architecture, Cell.Backbone.Classes, Cell.Backbone.Width, Cell.Backbone.Weights?.Resolved, stage, Cell.Backbone.Entry)
    {
        Script = Cell.Backbone.Script is { } script && _inputs.Weights is { Identity: { } files }
            ? new ScriptOrder(script.Head.Resolved!, (string)files["features"]!, (string)files["head"]!, script.TakesPixels)
            : null,
    };

    private ExecutionOrder Execution() => new(
        _context.Execution.Device,
        _context.Execution.Threads,
        _context.Spec.Execution.Workers,
        _context.Spec.Execution.CheckpointEvery,
        _context.Spec.Execution.CheckpointSeconds,
        _context.Spec.Execution.DisplayInterval);

    private ImagesOrder TrainImages()
    {
        var (input, crop) = (Cell.Training.InputSize, Cell.Training.CropSize);
        return _context.Spec.Data.Shapes is { } shapes
            ? new ImagesOrder(shapes.Folder.Resolved!, Path.Combine(shapes.Folder.Resolved!, "train.txt"), input, crop)
            : new ImagesOrder(_context.Spec.Data.Train!.Images.Resolved!, (Cell.Backbone.TrainList ?? _context.Spec.Data.Train.List).Resolved!, input, crop)
            {
                Names = _context.Spec.Data.Names?.Resolved,
            };
    }

    private ImagesOrder EvaluationImages(int input, int crop)
    {
        if (_context.Spec.Data.Shapes is { } shapes)
        {
            var folder = shapes.Folder.Resolved!;
            return new ImagesOrder(folder, Path.Combine(folder, "evaluation.txt"), input, crop, null, Path.Combine(folder, "masks"));
        }

        var evaluation = _context.Spec.Data.Evaluation!;
        return new ImagesOrder(evaluation.Images.Resolved!, evaluation.List.Resolved!, input, crop, evaluation.Limit, evaluation.Masks?.Resolved)
        {
            MaskValues = evaluation.MaskValues.Count > 0 ? string.Join(' ', evaluation.MaskValues) : null,
            MaskIgnore = evaluation.MaskIgnore,
            Names = _context.Spec.Data.Names?.Resolved,
        };
    }
}

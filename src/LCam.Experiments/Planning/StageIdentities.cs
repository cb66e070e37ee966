using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Specs;
using LCam.Losses;
using LCam.Measures;
using LCam.Models;
using LCam.Models.Scripted;
using LCam.Training;

namespace LCam.Experiments.Planning;

/// <summary>
/// What determines each stage's numbers, and nothing else: no paths, no names, no device. Parts that many cells have in
/// common are worked out once; cells may ask at the same time.
/// </summary>
/// <param name="sanity">What makes the experiment a sanity check; null where it measures.</param>
internal sealed class StageIdentities(SanitySpec? sanity)
{
    /// <summary>The end of the label of a cell whose attention was trained elsewhere.</summary>
    public const string Elsewhere = " trained elsewhere";

    // Raise a stage kind's version when its arithmetic changes: every stored number of that kind is then computed anew.
    private const int ClassifierVersion = 1;
    private const int TrainVersion = 1;
    private const int ExplainVersion = 1;
    private const int MeasureVersion = 1;
    private const int SanityVersion = 1;

    private static readonly string[] MainAxes = ["backbone", "variant", "loss", "protocol", "seed"];

    private readonly ConcurrentDictionary<(string Architecture, Variant Variant, LossKind Loss, TrainingOptions Options), CanonicalPart> _trainings = [];
    private readonly ConcurrentDictionary<EvaluationOptions, CanonicalPart> _evaluations = [];
    private readonly ConcurrentDictionary<(MeasureOptions Options, int CropSize, bool HasObjects), CanonicalPart> _measures = [];
    private readonly ConcurrentDictionary<BackboneSpec, CanonicalPart> _backbones = new(ReferenceEqualityComparer.Instance);

    public static JsonObject Backbone(BackboneSpec backbone, JsonNode weights)
    {
        if (backbone.Script is { } script)
        {
            // Its files say all, the number of classes included.
            var files = new JsonObject { ["architecture"] = backbone.Architecture, ["files"] = weights };
            SettingIdentities.Add(files, "normalisation", script.TakesPixels ? "none" : null);
            return files;
        }

        var identity = new JsonObject
        {
            ["architecture"] = backbone.Architecture,
            ["classes"] = backbone.Classes,
            ["width"] = backbone.Width,
            ["weights"] = weights,
        };
        if (backbone.Entry is { } entry)
        {
            identity["entry"] = entry;
        }

        return identity;
    }

    /// <summary>Whether a stage's network is two TorchScript files.</summary>
    public static bool IsScripted(string identity) => (string?)CanonicalJson.Parse(identity)?["backbone"]?["architecture"] == ScriptedArchitecture.Name;

    public static JsonObject Classifier(BackboneSpec backbone, JsonNode options, JsonNode train, JsonNode evaluation) => new()
    {
        ["kind"] = "classifier",
        ["version"] = ClassifierVersion,
        ["backbone"] = Backbone(backbone, "train"),
        ["classifier"] = options,
        ["images"] = train,
        ["evaluation"] = evaluation,
    };

    public JsonObject Train(Cell cell, JsonNode weights, JsonNode images) => new()
    {
        ["kind"] = "train",
        ["version"] = TrainVersion,
        ["backbone"] = Backbone(cell.Backbone, weights),
        ["variant"] = SpecNames.Of(cell.Variant),
        ["loss"] = SpecNames.Of(cell.Loss),
        ["seed"] = cell.Seed,
        ["training"] = Training(cell),
        ["images"] = images,
    };

    /// <summary>An attention that was trained elsewhere: it is its content, and what of its model has a part in the map.</summary>
    public static JsonObject Attention(Cell cell, JsonNode content)
    {
        var identity = new JsonObject { ["kind"] = "l-cam", ["attention"] = content, ["variant"] = SpecNames.Of(cell.Variant) };
        SettingIdentities.Add(identity, "unnormalised-attention", IsUnnormalised(cell) && cell.Training.Quirks.UnnormalisedAttention ? true : null);
        return identity;
    }

    /// <summary>An explainer that needs no training.</summary>
    /// <param name="files">Contents of its parameters that are files.</param>
    public static JsonObject Explainer(Comparison comparison, IReadOnlyDictionary<string, JsonNode> files)
    {
        var parameters = comparison.Settings.ToJson();
        foreach (var (name, content) in files)
        {
            parameters[name] = content;
        }

        return new JsonObject
        {
            ["kind"] = comparison.Explainer.Id,
            ["version"] = comparison.Explainer.Version,
            ["seed"] = comparison.Explainer.Seeded ? comparison.Seed : null,
            ["parameters"] = parameters,
        };
    }

    /// <summary>The maps themselves: what is done with them afterwards has no part in it.</summary>
    /// <param name="isTrained">Whether the explainer is a trained attention, whose map is one of its outputs.</param>
    public static JsonObject Explain(JsonNode explainer, JsonNode weights, Cell cell, JsonNode images, bool isTrained) => new()
    {
        ["kind"] = "explain",
        ["version"] = ExplainVersion,
        ["explainer"] = explainer,
        ["backbone"] = Backbone(cell.Backbone, weights),
        ["images"] = images,
        ["evaluation"] = SettingIdentities.OfMaps(cell.Evaluation, isTrained),
    };

    public JsonObject Measure(
        JsonNode explainer, JsonNode weights, Cell cell, IReadOnlyList<double> percentages, JsonNode images, JsonNode? masks) => new()
    {
        ["kind"] = "measure",
        ["version"] = MeasureVersion,
        ["explainer"] = explainer,
        ["backbone"] = Backbone(cell.Backbone, weights),
        ["images"] = images,
        ["masks"] = masks,
        ["evaluation"] = Evaluation(cell),
        ["percentages"] = new JsonArray([.. percentages.Order().Select(percentage => JsonValue.Create(percentage))]),
        ["measures"] = Measures(cell, hasObjects: masks is not null),
    };

    public JsonObject Sanity(JsonNode explainer, JsonNode weights, Cell cell, JsonNode images) => new()
    {
        ["kind"] = "sanity",
        ["version"] = SanityVersion,
        ["explainer"] = explainer,
        ["backbone"] = Backbone(cell.Backbone, weights),
        ["images"] = images,
        ["evaluation"] = Evaluation(cell),
        ["sanity"] = SettingIdentities.Of(sanity!),
        ["measures"] = new JsonObject { ["rank-correlation"] = "spearman/1", ["structural-similarity"] = "ssim-gaussian-11/1" },
    };

    /// <summary>
    /// What an evaluation's identity says of all but how much is measured: evaluations that have it in common have measured
    /// numbers in common. Null for other stages.
    /// </summary>
    public static string? Subject(StageKind kind, string identity)
    {
        if (kind != StageKind.Measure)
        {
            return null;
        }

        var subject = CanonicalJson.Parse(identity)!.AsObject();
        subject.Remove("percentages");
        subject.Remove("measures");
        subject["evaluation"]!.AsObject().Remove("curve-steps");
        return CanonicalJson.Hash(subject);
    }

    /// <summary>A cell's settings by value, the contents of its inputs left out: finds the same cell in the store without any data.</summary>
    public JsonObject Settings(Cell cell) => cell.Given is not null ? OfKind(new()
    {
        ["backbone"] = BackboneSettings(cell.Backbone),
        ["explainer"] = Attention(cell, "file"),
        ["loss"] = SpecNames.Of(cell.Loss),
        ["seed"] = cell.Seed,
        ["evaluation"] = Evaluation(cell),
    }) : OfKind(new()
    {
        ["backbone"] = BackboneSettings(cell.Backbone),
        ["variant"] = SpecNames.Of(cell.Variant),
        ["loss"] = SpecNames.Of(cell.Loss),
        ["seed"] = cell.Seed,
        ["training"] = Training(cell),
        ["evaluation"] = Evaluation(cell),
    });

    /// <summary>As <see cref="Settings(Cell)"/>, of an explainer that needs no training.</summary>
    public JsonObject Settings(Comparison comparison) => OfKind(new()
    {
        ["backbone"] = BackboneSettings(comparison.Cell.Backbone),
        ["explainer"] = Explainer(comparison, comparison.Files.ToDictionary(file => file.Key, _ => (JsonNode)"file")),
        ["evaluation"] = Evaluation(comparison.Cell),
    });

    /// <summary>The cell's coordinates, for people.</summary>
    public static string Label(Cell cell)
    {
        var others = OtherAxes(cell).Select(axis => $" {axis.Key}={axis.Value}");
        var protocol = cell.Protocol == Protocol.Corrected ? " corrected" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cell.Backbone.Name} {SpecNames.Of(cell.Variant)} {SpecNames.Of(cell.Loss)}{protocol}{(cell.HasSeed ? $" seed {cell.Seed}" : "")}{string.Concat(others)}{(cell.Given is null ? "" : Elsewhere)}");
    }

    /// <summary>The cell's values on axes beside the main ones.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OtherAxes(Cell cell) => cell.AxisValues.Where(axis => !MainAxes.Contains(axis.Key));

    private JsonObject OfKind(JsonObject settings)
    {
        if (sanity is not null)
        {
            settings["sanity"] = SettingIdentities.Of(sanity);
        }

        return settings;
    }

    // Which measures are taken is not among a cell's settings: their values stand beside each other, as those of percentages.
    private JsonNode Evaluation(Cell cell) => Once(_evaluations, cell.Evaluation, () => SettingIdentities.Of(cell.Evaluation));

    // What every evaluation stores confidences for, and what is taken of maps.
    private JsonNode Measures(Cell cell, bool hasObjects) => Once(_measures, (cell.Evaluation.Measures, cell.Evaluation.CropSize, hasObjects), () =>
    {
        var measures = new JsonObject { ["average-drop"] = "l-cam/1", ["increase-in-confidence"] = "l-cam/1" };
        var options = cell.Evaluation.Measures;
        foreach (var measure in options.ToTake(hasObjects))
        {
            measures[measure.Id] = measure.Identity(options, cell.Evaluation.CropSize);
        }

        return measures;
    });

    private JsonNode BackboneSettings(BackboneSpec backbone) =>
        Once(_backbones, backbone, () => Backbone(backbone with { Classes = backbone.SaidClasses }, backbone.Classifier is { } classifier ? SettingIdentities.Of(classifier) : "file"));

    // A setting without effect on this model is left out, so that models which cannot differ are trained once.
    private JsonNode Training(Cell cell) => Once(_trainings, (cell.Backbone.Architecture, cell.Variant, cell.Loss, cell.Training), () =>
    {
        var training = SettingIdentities.Of(cell.Training);
        var quirks = training["quirks"]!.AsObject();
        var architecture = Backbones.Find(cell.Backbone.Architecture);
        var facts = architecture.Reference;
        if (cell.Loss == LossKind.CrossEntropy)
        {
            training.Remove("losses");
            quirks.Remove("batch-crossed-masks");
        }

        RemoveUnless(quirks, facts is { FastAttentionGroups: true }, "learning-rate-groups");
        RemoveUnless(quirks, architecture.HasDropout, "training-dropout");
        RemoveUnless(quirks, IsUnnormalised(cell), "unnormalised-attention");
        return training;
    });

    // Whether the quirk has an effect on the cell's model.
    private static bool IsUnnormalised(Cell cell) =>
        Backbones.Find(cell.Backbone.Architecture).Reference is { UnnormalisedImageCrossEntropy: true } && cell.Loss == LossKind.CrossEntropy && cell.Variant.Masks == Masked.Image;

    private static JsonNode Once<T>(ConcurrentDictionary<T, CanonicalPart> known, T what, Func<JsonNode> make)
        where T : notnull => known.GetOrAdd(what, static (_, make) => CanonicalJson.Part(make()), make).Node();

    private static void RemoveUnless(JsonObject parent, bool matters, string key)
    {
        if (!matters)
        {
            parent.Remove(key);
        }
    }
}

using System.Text.Json.Nodes;
using LCam.Classifiers;
using LCam.Experiments.Specs;
using LCam.Losses;
using LCam.Training;

namespace LCam.Experiments.Planning;

// The names here are data: they stand in the keys of every store, whatever the code calls its properties. A setting that is
// added later is written by Add, which leaves it out at its neutral value, so that the keys of what was computed before it
// existed stay.

/// <summary>Settings as they stand in stages' identities, field by field. Other settings give another identity, and the same ones the same.</summary>
internal static class SettingIdentities
{
    /// <summary>How an attention mechanism is trained.</summary>
    public static JsonObject Of(TrainingOptions training) => new()
    {
        ["epochs"] = training.Epochs,
        ["batch-size"] = training.BatchSize,
        ["learning-rate"] = training.LearningRate,
        ["momentum"] = training.Momentum,
        ["nesterov"] = training.Nesterov,
        ["weight-decay"] = training.WeightDecay,
        ["decay-factor"] = training.DecayFactor,
        ["decay-first-epoch"] = training.DecayFirstEpoch,
        ["decay-last-epoch"] = training.DecayLastEpoch,
        ["input-size"] = training.InputSize,
        ["crop-size"] = training.CropSize,
        ["losses"] = Of(training.Losses),
        ["quirks"] = Of(training.Quirks),
    };

    /// <summary>The terms of the proposed loss.</summary>
    public static JsonObject Of(LossOptions losses) => new()
    {
        ["cross-entropy"] = losses.CrossEntropy,
        ["area"] = losses.Area,
        ["variation"] = losses.Variation,
        ["area-power"] = losses.AreaPower,
        ["area-offset"] = losses.AreaOffset,
        ["border"] = losses.Border,
    };

    /// <summary>The reference implementation's departures from the paper.</summary>
    public static JsonObject Of(QuirkOptions quirks) => new()
    {
        ["batch-crossed-masks"] = quirks.BatchCrossedMasks,
        ["learning-rate-groups"] = quirks.LearningRateGroups,
        ["training-dropout"] = quirks.TrainingDropout,
        ["unnormalised-attention"] = quirks.UnnormalisedAttention,
    };

    /// <summary>How an explainer is measured, but for what is measured.</summary>
    public static JsonObject Of(EvaluationOptions evaluation)
    {
        var identity = new JsonObject
        {
            ["batch-size"] = evaluation.BatchSize,
            ["input-size"] = evaluation.InputSize,
            ["crop-size"] = evaluation.CropSize,
            ["constant-map"] = SpecNames.Of(evaluation.ConstantMap),
            ["map"] = SpecNames.Of(evaluation.Map),
        };
        Add(identity, "curve-steps", evaluation.Measures.CurveSteps);
        return identity;
    }

    /// <summary>What of measuring has a part in the explainer's own maps.</summary>
    /// <param name="isTrained">Whether the explainer is a trained attention, whose map is one of its outputs.</param>
    public static JsonObject OfMaps(EvaluationOptions evaluation, bool isTrained)
    {
        var identity = new JsonObject
        {
            ["batch-size"] = evaluation.BatchSize,
            ["input-size"] = evaluation.InputSize,
            ["crop-size"] = evaluation.CropSize,
        };
        Add(identity, "map", isTrained ? SpecNames.Of(evaluation.Map) : null);
        return identity;
    }

    /// <summary>How a classifier is trained from scratch.</summary>
    public static JsonObject Of(ClassifierOptions classifier, long seed) => new()
    {
        ["epochs"] = classifier.Epochs,
        ["batch-size"] = classifier.BatchSize,
        ["learning-rate"] = classifier.LearningRate,
        ["warm-up"] = classifier.WarmUp,
        ["weight-decay"] = classifier.WeightDecay,
        ["first-moment"] = classifier.FirstMoment,
        ["second-moment"] = classifier.SecondMoment,
        ["label-smoothing"] = classifier.LabelSmoothing,
        ["muting"] = classifier.Muting,
        ["input-size"] = classifier.InputSize,
        ["crop-size"] = classifier.CropSize,
        ["seed"] = seed,
    };

    /// <summary>What a spec says of a classifier that is to be trained.</summary>
    public static JsonObject Of(ClassifierSpec classifier) => new()
    {
        ["epochs"] = classifier.Epochs,
        ["batch-size"] = classifier.BatchSize,
        ["learning-rate"] = classifier.LearningRate,
        ["weight-decay"] = classifier.WeightDecay,
        ["muting"] = classifier.Muting,
        ["seed"] = classifier.Seed,
    };

    /// <summary>What makes an experiment a sanity check.</summary>
    public static JsonObject Of(SanitySpec sanity) => new() { ["images"] = sanity.Images, ["seed"] = sanity.Seed };

    /// <summary>Adds a setting that came later: absent at its neutral value, here null.</summary>
    public static void Add(JsonObject identity, string name, JsonNode? value)
    {
        if (value is not null)
        {
            identity[name] = value;
        }
    }
}

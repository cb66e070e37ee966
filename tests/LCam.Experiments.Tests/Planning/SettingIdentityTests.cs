using System.Text.Json.Nodes;
using LCam.Classifiers;
using LCam.Evaluation;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Explainers;
using LCam.Losses;
using LCam.Measures;
using LCam.Training;

namespace LCam.Experiments.Tests.Planning;

/// <summary>Every setting is in the identity: one that somebody adds and forgets there would let other numbers pass for the same.</summary>
public sealed class SettingIdentityTests
{
    private static readonly TrainingOptions Training = new()
    {
        Epochs = 3, BatchSize = 8, LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 0.0005, DecayFactor = 0.1, DecayFirstEpoch = 1,
        DecayLastEpoch = 2, InputSize = 256, CropSize = 224, Losses = new LossOptions(), Quirks = QuirkOptions.For(Protocol.Reference),
    };

    private static readonly EvaluationOptions Evaluation = new() { BatchSize = 8, InputSize = 256, CropSize = 224, ConstantMap = ConstantMap.NaN, Map = AttentionMap.PreSigmoid };
    private static readonly ClassifierOptions Classifier = new() { Epochs = 3, BatchSize = 8, LearningRate = 0.1, InputSize = 48, CropSize = 40 };
    private static readonly ClassifierSpec Given = new() { Epochs = 3, BatchSize = 8, LearningRate = 0.1, WeightDecay = 0.05, Muting = 0.5, Seed = 1 };

    [Fact]
    public void A_training_has_all_its_settings()
    {
        Check(Training, SettingIdentities.Of);
        Check(Training.Losses, SettingIdentities.Of);
        Check(Training.Quirks, SettingIdentities.Of);
    }

    [Fact]
    public void An_evaluation_has_all_its_settings_but_for_what_is_measured() => Check(Evaluation, SettingIdentities.Of, nameof(EvaluationOptions.Measures));

    [Fact]
    public void A_classifier_has_all_its_settings()
    {
        Check(Classifier, options => SettingIdentities.Of(options, 1));
        Check(Given, SettingIdentities.Of);
        Assert.NotEqual(CanonicalJson.Text(SettingIdentities.Of(Classifier, 1)), CanonicalJson.Text(SettingIdentities.Of(Classifier, 2)));
    }

    [Fact]
    public void A_sanity_check_has_all_its_settings() => Check(new SanitySpec(3, 1), SettingIdentities.Of);

    [Fact]
    public void What_came_later_is_absent_at_its_neutral_value()
    {
        Assert.False(SettingIdentities.Of(Evaluation).ContainsKey("curve-steps"));
        var curves = Evaluation with { Measures = MeasureOptions.None with { CurveSteps = 9 } };
        Assert.Equal(9, (int)SettingIdentities.Of(curves)["curve-steps"]!);
    }

    private static void Check<T>(T options, Func<T, JsonObject> identity, params string[] but)
        where T : class
    {
        var before = CanonicalJson.Text(identity(options));
        foreach (var property in typeof(T).GetProperties().Where(property => property.SetMethod is not null && !but.Contains(property.Name)))
        {
            var changed = typeof(T).GetMethod("<Clone>$")!.Invoke(options, [])!;
            property.SetValue(changed, Other(property.GetValue(changed)));
            Assert.True(before != CanonicalJson.Text(identity((T)changed)), $"{typeof(T).Name}.{property.Name} is not in the identity");
        }
    }

    private static object Other(object? value) => value switch
    {
        int number => number + 1,
        long number => number + 1,
        double number => number + 0.25,
        bool flag => !flag,
        Enum named => Enum.GetValues(named.GetType()).Cast<object>().First(other => !other.Equals(named)),
        LossOptions losses => losses with { Area = losses.Area + 1 },
        QuirkOptions quirks => quirks with { TrainingDropout = !quirks.TrainingDropout },
        _ => throw new NotSupportedException($"{value?.GetType()}: say here what another value of it is"),
    };
}

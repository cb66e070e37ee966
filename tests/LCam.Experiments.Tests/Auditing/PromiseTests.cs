using System.Text.Json.Nodes;
using LCam.Evaluation;
using LCam.Experiments.Auditing;
using LCam.Experiments.Auditing.Reruns;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>Which numbers must come out bit for bit, and what may differ elsewhere.</summary>
public sealed class PromiseTests
{
    private static readonly Promise Exact = new(true, "same");
    private static readonly Promise Tolerant = new(false, "other processor");

    [Fact]
    public void Bits_are_promised_on_the_same_processor_with_the_same_libraries_and_threads()
    {
        Assert.True(Promise.For(Environment(), Environment()).IsExact);
        Assert.True(Promise.For(Environment(("os", "another"), ("build", "another")), Environment()).IsExact);
    }

    [Theory]
    [InlineData("processor", "other processor")]
    [InlineData("processor-flags", "other processor flags")]
    [InlineData("libtorch", "other libtorch")]
    [InlineData("threads", "other threads")]
    public void Bits_are_not_promised_elsewhere(string fact, string why)
    {
        var promise = Promise.For(Environment((fact, "another")), Environment());
        Assert.Equal((false, why), (promise.IsExact, promise.Why));
    }

    [Fact]
    public void Of_a_mixed_run_bits_are_promised_only_where_each_stretch_is_computed_as_it_was()
    {
        JsonNode?[] stretches = [Environment(("threads", "another")), Environment()];
        Assert.True(Promise.For(stretches, then => then!).IsExact);
        var promise = Promise.For(stretches, _ => Environment());
        Assert.Equal((false, "the run is mixed, and a part of it was computed elsewhere: other threads"), (promise.IsExact, promise.Why));
    }

    [Fact]
    public void Bits_are_not_promised_on_a_GPU_or_where_the_environment_is_not_known()
    {
        Assert.Equal("on cuda:0 then, on cpu now", Promise.For(Environment(("device", "cuda:0")), Environment()).Why);
        Assert.False(Promise.For(Environment(("device", "cuda:0")), Environment(("device", "cuda:0"))).IsExact);
        Assert.False(Promise.For(null, Environment()).IsExact);
    }

    [Fact]
    public void Elsewhere_confidences_may_deviate_a_little_and_classes_not_at_all()
    {
        var stored = new[] { Score(0, 0.8, 0.5), Score(1, 0.7, 0.4) };
        Assert.True(Compare(Exact, stored, stored).IsIdentical);
        var near = new[] { Score(0, 0.8, 0.5005), Score(1, 0.7, 0.4) };
        Assert.False(Compare(Exact, stored, near).Holds);
        Assert.Equal((true, 1L), (Compare(Tolerant, stored, near).Holds, Compare(Tolerant, stored, near).Differing));
        Assert.False(Compare(Tolerant, stored, [Score(0, 0.8, 0.51), Score(1, 0.7, 0.4)]).Holds);
        Assert.False(Compare(Tolerant, stored, [Score(0, 0.8, double.NaN), Score(1, 0.7, 0.4)]).Holds);
        Assert.False(Compare(Tolerant, stored, [Score(0, 0.8, 0.5) with { Predicted = 3 }, Score(1, 0.7, 0.4)]).Holds);
        Assert.False(Compare(Tolerant, stored, [Score(0, 0.8, 0.5)]).Holds);
    }

    [Fact]
    public void A_tolerance_is_for_each_score_and_not_for_their_mean()
    {
        ImageScore[] stored = [.. Enumerable.Range(0, 100).Select(index => Score(index, 0.8, 0.5))];
        Assert.True(Compare(Tolerant, stored, [.. stored.Skip(1).Prepend(Score(0, 0.8, 0.5009))]).Holds);
        Assert.False(Compare(Tolerant, stored, [.. stored.Skip(1).Prepend(Score(0, 0.8, 0.505))]).Holds);
        Assert.False(Compare(Tolerant, [Score(0, 0.8, 0.5) with { Measures = Energy(0.5) }], [Score(0, 0.8, 0.5) with { Measures = Energy(0.6) }]).Holds);
    }

    [Fact]
    public void An_image_that_is_counted_otherwise_is_named_however_near_its_scores_are()
    {
        var drops = new[] { Score(0, 0.5, 0.49999), Score(1, 0.7, 0.4) };
        var increases = Compare(Tolerant, drops, [Score(0, 0.5, 0.50001), Score(1, 0.7, 0.4)]);
        Assert.True(increases.Holds);
        Assert.Equal(["image 0 (0.png): no increase at percentage 0.5 stored, an increase again"], increases.Counted);
        Assert.Contains("counted otherwise: image 0 (0.png)", increases.Tell(), StringComparison.Ordinal);
        Assert.Equal(
            ["image 1 (1.png): top 1 of its label, unmuted stored, top 5 again"],
            Compare(Tolerant, drops, [drops[0], drops[1] with { LabelRank = 3 }]).Counted);
        Assert.Empty(Compare(Tolerant, drops, [drops[0], drops[1] with { Confidence = 0.7001 }]).Counted);
        Assert.Empty(Compare(Tolerant, [drops[0] with { LabelRank = 70 }], [drops[0] with { LabelRank = 71 }]).Counted);
    }

    [Fact]
    public void The_promises_that_applied_are_counted()
    {
        Rerun[] reruns = [Empty(Exact) with { Holds = true }, Empty(Exact) with { Holds = true }, Empty(Tolerant) with { Holds = true }, Empty(Tolerant) with { Unit = "steps", Holds = true }, Empty(Exact) with { Promise = null, Failure = "gone" }];
        var report = new AuditReport("store", [AuditLevel.Evaluation], [], 5, 1, []) { Reruns = reruns };
        Assert.Contains("Promised: 2 runs: same bits; 1 run: nothing; 1 run: within 0.001; 1 run: within 1 %.", AuditMarkdown.Summary(report), StringComparison.Ordinal);
        Assert.Contains("(promised: within 0.001, other processor)", reruns[2].Tell(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_that_an_explanation_took_is_no_number_to_compare()
    {
        static ImageScore With(string measure, double value) => Score(0, 0.8, 0.5) with { Measures = new Dictionary<string, double?> { [measure] = value } };
        Assert.True(Compare(Exact, [With("seconds", 1)], [With("seconds", 2)]).IsIdentical);
        Assert.False(Compare(Exact, [With("sparseness", 1)], [With("sparseness", 2)]).IsIdentical);
    }

    [Fact]
    public void Elsewhere_a_step_may_deviate_by_its_share_and_the_one_that_exceeds_it_is_named()
    {
        MetricRecord[] stored = [new(0, 0, "loss", 1), new(0, 1, "loss", 1), new(0, 2, "loss", 1)];
        var steps = new StepComparison(stored, Tolerant, null);
        steps.Look(Step(0, 1.001));
        Assert.False(steps.IsOver);
        steps.Look(Step(1, 1.1));
        Assert.True(steps.Diverged);
        steps.Look(Step(2, 7));
        var rerun = steps.Of(Empty(Tolerant));
        Assert.Equal((2L, 2L, false), (rerun.Compared, rerun.Differing, rerun.Holds));
        Assert.StartsWith("step 1 of epoch 0, loss: 1 stored, 1.1 again", rerun.First, StringComparison.Ordinal);

        var exact = new StepComparison(stored, Exact, null);
        exact.Look(Step(0, 1.0000000001));
        Assert.True(exact.Diverged);
    }

    private static Rerun Compare(Promise promise, ImageScore[] stored, ImageScore[] again) => ScoreComparison.Compare(Empty(promise), stored, again, isWhole: true);

    private static Dictionary<string, double?> Energy(double inside) => new() { ["energy-inside"] = inside };

    private static Rerun Empty(Promise promise) => new() { Run = "r", Stage = "s", Unit = "images", Promise = promise };

    private static StepEntry Step(long step, double loss) => new(0, step, 4, new Dictionary<string, double> { ["loss"] = loss });

    private static ImageScore Score(int index, double confidence, double after) => new()
    {
        Index = index, Image = $"{index}.png", Label = 0, Predicted = 0, Confidence = confidence, LabelRank = 0, Degenerate = false, Masked = [new MaskedScore(0.5, after, 0)],
    };

    private static JsonObject Environment(params (string Fact, string Value)[] others)
    {
        var environment = new JsonObject
        {
            ["device"] = "cpu", ["processor"] = "p", ["processor-flags"] = "avx2", ["libtorch"] = "2.10", ["threads"] = "2", ["os"] = "linux", ["build"] = "b",
        };
        others.ToList().ForEach(other => environment[other.Fact] = other.Value);
        return environment;
    }
}

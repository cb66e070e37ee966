using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Measures;
using LCam.Models;
using LCam.Problems;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Measures;

/// <summary>What holds for every registered measure. A new one is tested without being named here.</summary>
public sealed class MeasureRegistryTests
{
    private static readonly MeasureOptions All = new() { Ids = [.. MeasureRegistry.All.Select(measure => measure.Id)], CurveSteps = 4 };

    [Fact]
    public void Every_definition_is_complete_and_has_a_name_of_its_own()
    {
        Assert.Equal(MeasureRegistry.All.Count, MeasureRegistry.All.DistinctBy(measure => measure.Id).Count());
        Assert.Equal(MeasureRegistry.All.Count, MeasureRegistry.All.DistinctBy(measure => measure.Name).Count());
        Assert.All(MeasureRegistry.All, measure =>
        {
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", measure.Id);
            Assert.All(new[] { measure.Caption, measure.Definition, measure.Undefined, measure.Source }, text => Assert.True(text.Length > 2));
            Assert.Equal(measure.Version, (int)measure.Identity(All, 64)["version"]!);
            Assert.NotEqual(measure.PerPercentage, measure.Make is not null);
            Assert.False(measure.PerPercentage && measure.TakenByDefault);
            Assert.True(measure.Baseline is null || (measure.Baseline.TakenByDefault == measure.TakenByDefault && MeasureRegistry.All.Contains(measure.Baseline)));
        });
    }

    [Fact]
    public void A_measure_that_is_not_known_is_refused_with_the_nearest()
    {
        var refused = Assert.Throws<ProblemException>(() => MeasureRegistry.Find("sparsness"));
        Assert.Equal("'sparsness' is no known measure (did you mean sparseness?)", refused.Problems.Single().ToString());
        Assert.Throws<ProblemException>(() => new Evaluator(Options(1) with { Measures = new MeasureOptions { Ids = ["nothing"] } }, TinyModel.Side));
        Assert.Throws<ProblemException>(() => new Evaluator(Options(1) with { Measures = All with { CurveSteps = 0 } }, TinyModel.Side));
        Assert.Throws<ArgumentNullException>(() => new Evaluator(Options(1) with { Measures = All }, TinyModel.Side));
    }

    [Fact]
    public void Steps_of_a_curve_are_part_of_its_identity_and_of_no_other()
    {
        var options = new MeasureOptions { CurveSteps = 7 };
        Assert.Equal("""{"steps":7,"version":1}""", MeasureRegistry.Find("deletion").Identity(options, 64).ToJsonString());
        Assert.Equal("""{"steps":64,"version":1}""", MeasureRegistry.Find("insertion").Identity(MeasureOptions.None, 64).ToJsonString());
        Assert.Equal("""{"version":1}""", MeasureRegistry.Find("sparseness").Identity(options, 64).ToJsonString());
    }

    [Theory]
    [InlineData("l-cam")]
    [InlineData("grad-cam")]
    [InlineData("all-ones")]
    [InlineData("random")]
    public void Measures_depend_on_neither_the_batch_nor_the_order_of_the_images_and_leave_the_rest_as_it_was(string explainer)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var together = Evaluate(tiny, explainer, 3, [0, 1, 2]);
        var reversed = Evaluate(tiny, explainer, 3, [2, 1, 0]);
        var alone = Evaluate(tiny, explainer, 3, [1]);
        var small = Evaluate(tiny, explainer, 2, [0, 1]);
        var plain = Evaluate(tiny, explainer, 3, [0, 1, 2], MeasureOptions.None);
        Assert.All(plain, score => Assert.Equal(MeasureRegistry.TakenByDefault.Select(measure => measure.Id), score.Measures!.Keys));
        Assert.Equal(plain.Select(score => score.Confidence), together.Select(score => score.Confidence));
        Assert.Equal(plain.SelectMany(score => score.Masked), together.SelectMany(score => score.Masked));
        foreach (var id in All.ToTake(hasObjects: true).Where(measure => !measure.IsTiming).Select(measure => measure.Id))
        {
            Assert.Equal(together[1].Measures![id], alone[0].Measures![id]);
            AssertNear(together[0].Measures![id], reversed[2].Measures![id], id);
            AssertNear(together[1].Measures![id], small[1].Measures![id], id);
            Assert.All(together, score => Assert.True(score.Measures![id] is null or (>= 0 and <= 1), id));
        }
    }

    [Fact]
    public void A_constant_map_has_no_value_but_never_a_NaN()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        foreach (var constant in Enum.GetValues<ConstantMap>())
        {
            var score = Evaluate(tiny, new Flat(), 1, [0], All, constant).Single();
            Assert.True(score.Degenerate);
            Assert.All(score.Measures!.Where(entry => entry.Key is not ("seconds" or "mask-share")), entry => Assert.Null(entry.Value));
        }

        // Meant to be constant, it has an order, a complexity and a sparseness, but nothing to correlate.
        var ones = Evaluate(tiny, "all-ones", 1, [0]).Single().Measures!;
        Assert.Equal(["coherency", "adcc"], ones.Where(entry => entry.Value is null).Select(entry => entry.Key));
        Assert.Equal((1, 0), (ones["complexity"], Math.Round(ones["sparseness"]!.Value, 6)));
    }

    [Fact]
    public void The_time_of_an_explanation_is_the_batch_s_over_its_images()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        var timed = new MeasureOptions { Ids = ["seconds"] };
        var scores = Evaluate(tiny, "grad-cam", 2, [0, 1], timed);
        Assert.All(scores, score => Assert.Equal(1.5, score.Measures!["seconds"]));
    }

    [Fact]
    public void What_is_cancelled_ends_within_a_batch_in_explainers_and_measures()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        using var stop = new CancellationTokenSource();
        var evaluator = new Evaluator(Options(1) with { Measures = new MeasureOptions { Ids = ["coherency", "seconds"] } }, TinyModel.Side, new ThreeSeconds());
        var asked = new List<CancellationToken>();
        Measure(evaluator, pass => asked.Add(pass.Cancellation));
        Assert.Equal(2, asked.Count);
        Assert.All(asked, token => Assert.Equal(stop.Token, token));
        var curves = new Evaluator(Options(1) with { Measures = new MeasureOptions { Ids = ["insertion"] } }, TinyModel.Side);
        Assert.Throws<OperationCanceledException>(() => Measure(curves, _ => stop.Cancel()));

        void Measure(Evaluator with, Action<CleanPass> see) => with.Evaluate(
            tiny.Backbone, new Seeing(see), TinyModel.Images(1), [new EvaluationImage(0, "0.JPEG", 0)], null, stop.Token);
    }

    private static IReadOnlyList<ImageScore> Evaluate(TinyModel tiny, string explainer, int batch, int[] places, MeasureOptions? measures = null)
    {
        var registration = ExplainerRegistry.Find(explainer);
        var settings = registration.Resolve(tiny.Architecture);
        var made = registration.Create(new ExplainerContext(tiny.Backbone, tiny.Model, 1) { Settings = settings });
        return Evaluate(tiny, made, batch, places, measures ?? All, ConstantMap.Zero);
    }

    private static IReadOnlyList<ImageScore> Evaluate(TinyModel tiny, IExplainer explainer, int batch, int[] places, MeasureOptions measures, ConstantMap constant)
    {
        var images = cat([.. places.Select(place => TinyModel.Images(1, place))]);
        var objects = zeros(places.Length, TinyModel.Side, TinyModel.Side, dtype: @bool);
        objects[TensorIndex.Colon, TensorIndex.Slice(8, 40), TensorIndex.Slice(8, 40)] = true;
        var evaluator = new Evaluator(Options(batch) with { Measures = measures, ConstantMap = constant }, TinyModel.Side, new ThreeSeconds());
        return evaluator.Evaluate(
            tiny.Backbone, explainer, images, [.. places.Select(place => new EvaluationImage(place, $"{place}.JPEG", place))], objects);
    }

    private sealed class Seeing(Action<CleanPass> see) : IExplainer
    {
        public string Id => "seeing";

        public Tensor Explain(CleanPass pass, Tensor classes)
        {
            see(pass);
            return arange(9, dtype: float32).view(1, 3, 3);
        }
    }

    private static EvaluatorOptions Options(int batch) => new() { Percentages = [0, 0.5], BatchSize = batch, ConstantMap = ConstantMap.Zero };

    private static void AssertNear(double? expected, double? actual, string id) =>
        Assert.True(expected is null ? actual is null : Math.Abs(expected.Value - actual!.Value) < 1e-4, $"{id}: {expected} and {actual}");

    private sealed class Flat : IExplainer
    {
        public string Id => "flat";

        public Tensor Explain(CleanPass pass, Tensor classes) => ones(pass.Count, 3, 3);
    }

    /// <summary>Three seconds pass between two looks at it.</summary>
    private sealed class ThreeSeconds : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds += 3;
    }
}

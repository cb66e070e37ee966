using System.Text.Json.Nodes;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Measures;
using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

/// <summary>What the number of threads may show in: rounding alone.</summary>
[Collection(ThreadsCollection.Name)]
public sealed class ThreadCountTests
{
    private static readonly MeasureOptions Measures = new()
    {
        Ids = [.. MeasureRegistry.All.Where(measure => !measure.IsTiming).Select(measure => measure.Id)],
        CurveSteps = 4,
    };

    public static TheoryData<string> Ids => [.. ExplainerRegistry.All.Select(explainer => explainer.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Maps_scores_and_measures_do_not_depend_on_the_number_of_threads(string id)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var before = get_num_threads();
        try
        {
            var (map, scores) = At(1, tiny, id);
            foreach (var threads in (int[])[2, 3])
            {
                var (other, others) = At(threads, tiny, id);
                Near.Assert(map, other, 1e-4 * map.abs().max().item<float>());
                foreach (var (expected, actual) in scores.Zip(others))
                {
                    Assert.Equal((expected.Predicted, expected.LabelRank, expected.Degenerate), (actual.Predicted, actual.LabelRank, actual.Degenerate));
                    Assert.Equal(expected.Confidence, actual.Confidence, 1e-5);
                    Assert.All(expected.Masked.Zip(actual.Masked), pair => Assert.Equal(pair.First.Confidence, pair.Second.Confidence, 1e-4));
                    Assert.All(expected.Measures!, measure => AssertNear(measure.Value, actual.Measures![measure.Key], measure.Key));
                }
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static (Tensor Map, IReadOnlyList<ImageScore> Scores) At(int threads, TinyModel tiny, string id)
    {
        set_num_threads(threads);
        var registration = ExplainerRegistry.Find(id);
        var small = new Dictionary<string, JsonNode?> { ["masks"] = 12, ["grid"] = 4 };
        var own = new JsonObject(small.Where(entry => registration.Parameters.Any(parameter => parameter.Name == entry.Key)));
        var explainer = registration.Create(new ExplainerContext(tiny.Backbone, tiny.Model, 9) { Settings = registration.Resolve(tiny.Architecture, own) });
        var images = TinyModel.Images(3);
        using var pass = new CleanPass(tiny.Backbone, images);
        var map = explainer.Explain(pass, pass.Logits.argmax(1));
        var objects = zeros(3, TinyModel.Side, TinyModel.Side, dtype: @bool);
        objects[TensorIndex.Colon, TensorIndex.Slice(8, 40), TensorIndex.Slice(8, 40)] = true;
        var options = new EvaluatorOptions { Percentages = [0, 0.5], BatchSize = 3, ConstantMap = ConstantMap.Zero, Measures = Measures };
        var described = Enumerable.Range(0, 3).Select(place => new EvaluationImage(place, $"{place}.JPEG", place)).ToList();
        return (map, new Evaluator(options, TinyModel.Side).Evaluate(tiny.Backbone, explainer, images, described, objects));
    }

    private static void AssertNear(double? expected, double? actual, string id) =>
        Assert.True(expected is null ? actual is null : Math.Abs(expected.Value - actual!.Value) < 1e-3, FormattableString.Invariant($"{id}: {expected} and {actual}"));
}

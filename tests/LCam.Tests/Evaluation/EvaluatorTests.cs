using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Measures;
using LCam.Models;
using LCam.Problems;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Fact]
    public void What_is_left_over_for_the_last_batch_does_not_change_a_score()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var explainer = Explainer(tiny);
        var evaluator = new Evaluator(Options(3), TinyModel.Side);
        var whole = evaluator.Evaluate(tiny.Backbone, explainer, TinyModel.Images(3), Rows(3));
        var rest = evaluator.Evaluate(tiny.Backbone, explainer, TinyModel.Images(2), Rows(2));
        Assert.Equal(2, rest.Count);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(whole[i].Confidence, rest[i].Confidence);
            Assert.Equal(whole[i].Masked, rest[i].Masked);
        }
    }

    [Theory]
    [InlineData(ConstantMap.NaN, true)]
    [InlineData(ConstantMap.Zero, false)]
    public void A_constant_map_is_reported_by_image_and_becomes_what_was_asked(ConstantMap constant, bool isNaN)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.FeatureMaps, LossKind.LCam);
        var evaluator = new Evaluator(Options(2) with { ConstantMap = constant }, TinyModel.Side);
        var objects = ones(2, TinyModel.Side, TinyModel.Side);
        var scores = evaluator.Evaluate(tiny.Backbone, new ConstantFirst(), TinyModel.Images(2), Rows(2), objects);
        Assert.Equal([true, false], scores.Select(score => score.Degenerate));
        Assert.Equal(isNaN, double.IsNaN(scores[0].Masked[0].Confidence));
        Assert.Equal(isNaN ? TinyModel.Classes : scores[0].Masked[0].LabelRank, scores[0].Masked[0].LabelRank);
        Assert.Null(scores[0].Measures!["energy-inside"]);
        Assert.Equal(1, scores[1].Measures!["energy-inside"]!.Value, 1e-12);
        Assert.Equal(1, scores[1].Measures!["mask-share"]);
    }

    [Fact]
    public void Measures_taken_by_default_are_of_images_with_an_object_alone_named_or_not()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.FeatureMaps, LossKind.LCam);
        var objects = zeros(2, TinyModel.Side, TinyModel.Side, dtype: @bool);
        objects[1] = true;
        Assert.Equal(["nothing", "energy-inside,mask-share"], Taken([], objects));
        Assert.Equal(["nothing", "energy-inside,mask-share"], Taken(["energy-inside"], objects));
        Assert.Equal(["pointing-game", "pointing-game,energy-inside,mask-share"], Taken(["pointing-game"], objects));
        Assert.Equal(["nothing", "nothing"], Taken(["energy-inside", "mask-share"], null));

        IEnumerable<string> Taken(string[] asked, Tensor? masks) =>
            new Evaluator(Options(2) with { Measures = new MeasureOptions { Ids = asked } }, TinyModel.Side)
                .Evaluate(tiny.Backbone, Explainer(tiny), TinyModel.Images(2), Rows(2), masks)
                .Select(score => score.Measures is { } measures ? string.Join(',', measures.Keys) : "nothing");
    }

    [Fact]
    public void A_mean_counts_a_map_without_energy_as_none_and_leaves_an_image_without_an_object_out()
    {
        Assert.Equal(new MeasureSummary("energy-inside", 0.3, 2, 2), MeasureSummary.Of([Score(0.6), Score((double?)null), Score()], "energy-inside"));
        Assert.Equal(new MeasureSummary("mask-share", 0.25, 2, 2), MeasureSummary.Of([Score(0.6), Score((double?)null), Score()], "mask-share"));
        Assert.Null(MeasureSummary.Of([Score()], "energy-inside"));

        static ImageScore Score(params double?[] energy) => new()
        {
            Index = 0, Image = "", Label = 0, Predicted = 0, Confidence = 0.5, LabelRank = 0, Degenerate = false, Masked = [],
            Measures = energy.Length == 0 ? null : new Dictionary<string, double?> { ["energy-inside"] = energy[0], ["mask-share"] = 0.25 },
        };
    }

    [Fact]
    public void What_is_known_is_not_measured_again_and_what_is_new_costs_its_own_passes_alone()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        var options = Options(3) with { Measures = new() { Ids = ["sparseness"] } };
        Evaluator Measuring(params double[] percentages) => new(options with { Percentages = percentages }, TinyModel.Side);
        var (images, kept) = (TinyModel.Images(3), new KeptExplainer(Explainer(tiny)));
        using var pass = new CleanPass(tiny.Backbone, images);
        var whole = Measuring(0, 0.25, 0.5).Evaluate(pass, kept, Rows(3));
        var part = new Evaluator(Options(3) with { Percentages = [0, 0.5] }, TinyModel.Side).Evaluate(pass, kept, Rows(3));

        var passes = 0;
        var first = tiny.Backbone.modules().OfType<TorchSharp.Modules.Conv2d>().First();
        first.register_forward_hook((_, _, output) => (passes++, output).output);
        using var fresh = new CleanPass(tiny.Backbone, images);
        var rest = Measuring(0, 0.25, 0.5).Evaluate(fresh, kept, Rows(3), known: part);
        Assert.Equal(1, passes);
        Assert.Equal(Texts(whole), Texts(rest));

        Assert.Equal(Texts(whole), Texts(Measuring(0, 0.25, 0.5).Evaluate(fresh, new Never(), Rows(3), known: whole)));
        Assert.Equal(1, passes);
    }

    private static IEnumerable<string> Texts(IEnumerable<ImageScore> scores) => scores.Select(score => System.Text.Json.JsonSerializer.Serialize(score));

    [Fact]
    public void Every_impossible_option_is_named_before_any_work()
    {
        var options = new EvaluatorOptions { Percentages = [0, 2, 1e-6, 0], BatchSize = 0, ConstantMap = ConstantMap.Zero };
        var refused = Assert.Throws<ProblemException>(() => new Evaluator(options, TinyModel.Side));
        Assert.Equal(4, refused.Problems.Count);
    }

    [Fact]
    public void A_label_outside_the_classes_is_named_by_image()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var refused = Assert.Throws<ProblemException>(() => new Evaluator(Options(1), TinyModel.Side).Evaluate(
            tiny.Backbone, Explainer(tiny), TinyModel.Images(1), [new EvaluationImage(0, "far.JPEG", 5)]));
        Assert.Contains("far.JPEG: label 5 is not in 0..4", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_pass_of_images_at_other_places_of_the_list_is_refused()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var evaluator = new Evaluator(Options(3), TinyModel.Side);
        EvaluationImage[] images = [new(7, "7.JPEG", 0), new(8, "8.JPEG", 0)];
        using var padded = new CleanPass(tiny.Backbone, evaluator.Pad(TinyModel.Images(2)), [7, 8]);
        Assert.Equal([7, 8, 8], padded.Places);
        Assert.Equal([7, 8], evaluator.Evaluate(padded, Explainer(tiny), images).Select(score => score.Index));
        using var elsewhere = new CleanPass(tiny.Backbone, evaluator.Pad(TinyModel.Images(2)));
        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(elsewhere, Explainer(tiny), images));
        Assert.Throws<ArgumentException>(() => new CleanPass(tiny.Backbone, TinyModel.Images(1), [1, 2]));
    }

    [Fact]
    public void Energy_is_the_share_of_the_map_that_lies_on_the_object()
    {
        using var scope = NewDisposeScope();
        var map = tensor(new[] { 1f, 2f, 3f, 4f }, [1, 2, 2]);
        var energy = Assert.Single(ObjectEnergy.Of(map, tensor(new[] { true, false, false, true }, [1, 2, 2])));
        Assert.Equal((0.5, 0.5), (energy.Inside!.Value, energy.MaskShare));
    }

    private static EvaluatorOptions Options(int batch) =>
        new() { Percentages = [0, 0.5, 0.85], BatchSize = batch, ConstantMap = ConstantMap.NaN };

    private static EvaluationImage[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => new EvaluationImage(i, $"{i}.JPEG", i))];

    private static IExplainer Explainer(TinyModel tiny) =>
        ExplainerRegistry.Find("l-cam").Create(new ExplainerContext(tiny.Backbone, tiny.Model, 0));

    private sealed class ConstantFirst : IExplainer
    {
        public string Id => "constant-first";

        public Tensor Explain(CleanPass pass, Tensor classes)
        {
            var maps = arange(pass.Count * 9, dtype: float32).view(pass.Count, 3, 3);
            maps[0].fill_(1);
            return maps;
        }
    }

    // The maps of a batch as they would be read from where they were kept.
    private sealed class KeptExplainer(IExplainer explainer) : IExplainer
    {
        private Tensor? _maps;

        public string Id => explainer.Id;

        public Tensor Explain(CleanPass pass, Tensor classes) => (_maps ??= explainer.Explain(pass, classes).DetachFromDisposeScope()).alias();
    }

    private sealed class Never : IExplainer
    {
        public string Id => "never";

        public Tensor Explain(CleanPass pass, Tensor classes) => throw new InvalidOperationException("nothing is to be explained");
    }
}

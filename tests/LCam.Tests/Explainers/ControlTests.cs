using LCam.Evaluation;
using LCam.Losses;
using LCam.Models;
using LCam.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

public sealed class ControlTests
{
    private static readonly EvaluatorOptions Options = new() { Percentages = [0, 0.5, 0.85], BatchSize = 3, ConstantMap = ConstantMap.NaN };

    [Fact]
    public void All_ones_drops_nothing_by_construction_and_is_no_degenerate_map()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var scores = Evaluate(tiny, "all-ones", [0, 1, 2]);
        Assert.All(scores, score => Assert.Equal(score.Confidence, score.Masked[0].Confidence));
        Assert.All(scores, score => Assert.NotEqual(score.Confidence, score.Masked[1].Confidence));
        Assert.Equal(0, ConfidenceScores.Summarise(scores, 0).AverageDrop);
        Assert.Equal(0, ConfidenceScores.Summarise(scores, 0).DegenerateMaps);
    }

    [Fact]
    public void All_ones_is_muted_in_an_order_of_the_seed_and_the_image_s_place()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(2), [4, 9]);
        var first = InputMaps.Of(Explainers.Create("all-ones", tiny.Backbone, "resnet50"), pass, zeros(2, int64), ConstantMap.NaN);
        var muted = Muting.Apply(first.Maps, 0.85, first.TieOrder);
        var kept = (long)Math.Ceiling((1 - 0.85) * TinyModel.Side * TinyModel.Side);
        Assert.Equal([kept, kept], muted.sum([1, 2]).to(int64).data<long>().ToArray());
        Assert.False(muted[0].equal(muted[1]).all().item<bool>());

        using var alone = new CleanPass(tiny.Backbone, TinyModel.Images(1), [9]);
        var again = InputMaps.Of(Explainers.Create("all-ones", tiny.Backbone, "resnet50"), alone, zeros(1, int64), ConstantMap.NaN);
        Assert.True(muted[1].equal(Muting.Apply(again.Maps, 0.85, again.TieOrder)[0]).all().item<bool>());
        var other = InputMaps.Of(Explainers.Create("all-ones", tiny.Backbone, "resnet50", seed: 2), alone, zeros(1, int64), ConstantMap.NaN);
        Assert.False(muted[1].equal(Muting.Apply(other.Maps, 0.85, other.TieOrder)[0]).all().item<bool>());
    }

    [Fact]
    public void A_score_of_a_random_control_does_not_depend_on_which_images_share_its_batch()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        foreach (var id in new[] { "all-ones", "random" })
        {
            var together = Evaluate(tiny, id, [0, 1, 2]);
            Assert.Equal(together[2].Masked, Evaluate(tiny, id, [2])[0].Masked);
            Assert.NotEqual(together[0].Masked, together[2].Masked);
        }
    }

    [Fact]
    public void A_random_map_is_noise_at_the_feature_maps_resolution()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(3), [0, 1, 0]);
        var maps = Explainers.Create("random", tiny.Backbone, "vgg16").Explain(pass, zeros(3, int64));
        Assert.Equal([3, 4, 4], maps.shape);
        Assert.True(maps[0].equal(maps[2]).all().item<bool>());
        Assert.False(maps[0].equal(maps[1]).all().item<bool>());
        Assert.InRange(maps.min().item<float>(), 0, 1);
        Assert.InRange(maps.max().item<float>(), 0, 1);
    }

    [Fact]
    public void The_gaussian_is_highest_at_the_centre_and_symmetric()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(1));
        var map = Explainers.Create("gaussian", tiny.Backbone, "vgg16").Explain(pass, zeros(1, int64))[0];
        Assert.Equal(map[32, 32].item<float>(), map.max().item<float>());
        Near.Assert(map, map.flip(0).flip(1), 1e-6);
        Near.Assert(map, map.transpose(0, 1), 1e-6);

        // A quarter of the side is one standard deviation.
        Assert.Equal(Math.Exp(-0.5), map[48, 32].item<float>() / map[32, 32].item<float>(), 0.02);
    }

    [Fact]
    public void The_input_gradient_is_the_slope_of_the_logit()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        tiny.Backbone.to(float64);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(1).to(float64));
        var map = Explainers.Create("input-gradient", tiny.Backbone, "vgg16").Explain(pass, ones(1, int64));
        var slopes = Enumerable.Range(0, 3).Select(channel => Math.Abs(Slope(tiny.Backbone, pass.Normalised, channel, 20, 30)));
        Assert.Equal(slopes.Max(), map[0, 20, 30].item<double>(), 1e-6);
        Assert.NotEqual(0, map[0, 20, 30].item<double>());
    }

    [Fact]
    public void Untrained_attention_is_that_of_a_model_before_its_first_step()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(2));
        var classes = tensor([1L, 3L]);
        var maps = Explainers.Create("untrained", tiny.Backbone, "resnet50", seed: 3).Explain(pass, classes);
        Assert.True(maps.equal(tiny.Model.Attention.OwnMaps(tiny.Model.AttentionFeatures(pass), classes).squeeze(1)).all().item<bool>());
        var other = Explainers.Create("untrained", tiny.Backbone, "resnet50", seed: 4).Explain(pass, classes);
        Assert.False(maps.equal(other).all().item<bool>());
    }

    [Fact]
    public void A_gradient_map_without_positive_weights_is_constant_and_reported()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using (no_grad())
        {
            tiny.Backbone.state_dict()["fc.weight"].fill_(-1);
        }

        Assert.All(Evaluate(tiny, "grad-cam", [0, 1]), score => Assert.True(score.Degenerate && double.IsNaN(score.Masked[0].Confidence)));
    }

    private static IReadOnlyList<ImageScore> Evaluate(TinyModel tiny, string id, int[] places) => new Evaluator(Options, TinyModel.Side).Evaluate(
        tiny.Backbone,
        Explainers.Create(id, tiny.Backbone, tiny.Architecture.Id),
        cat([.. places.Select(place => TinyModel.Images(1, place))]),
        [.. places.Select(place => new EvaluationImage(place, $"{place}.JPEG", 0))]);

    private static double Slope(Backbone backbone, Tensor images, int channel, int row, int column)
    {
        const double Step = 1e-6;
        using var noGradient = no_grad();
        var (up, down) = (images.clone(), images.clone());
        up[0, channel, row, column].add_(Step);
        down[0, channel, row, column].sub_(Step);
        return (backbone.call(up)[0, 1].item<double>() - backbone.call(down)[0, 1].item<double>()) / (2 * Step);
    }
}

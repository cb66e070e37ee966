using System.Text.Json.Nodes;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

/// <summary>What holds for every registered explainer. A new one is tested without being named here.</summary>
public sealed class ExplainerPropertyTests
{
    private const int Images = 3;

    public static TheoryData<string> Ids => [.. ExplainerRegistry.All.Select(explainer => explainer.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_explanation_is_the_same_every_time(string id)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        Assert.True(Explain(tiny, id, [0, 1, 2]).equal(Explain(tiny, id, [0, 1, 2])).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_map_depends_on_its_image_and_place_but_not_on_the_rest_of_the_batch_or_its_order(string id)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        var together = Explain(tiny, id, [0, 1, 2]);
        var reversed = Explain(tiny, id, [2, 1, 0]).flip(0);
        var alone = cat([.. Enumerable.Range(0, Images).Select(i => Explain(tiny, id, [i]))]);
        Assert.Equal(Images, together.shape[0]);
        AssertSame(together, reversed);
        AssertSame(together, alone);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_number_of_masked_images_in_a_forward_pass_shows_in_rounding_alone(string id)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        if (ExplainerRegistry.Find(id).Parameters.All(parameter => parameter.Name != "batch-size"))
        {
            return;
        }

        AssertSame(Explain(tiny, id, [0, 1, 2], batchSize: 5), Explain(tiny, id, [0, 1, 2], batchSize: 2));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Explaining_leaves_the_classifier_as_it_was(string id)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var before = tiny.Backbone.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        _ = Explain(tiny, id, [0, 1, 2]);
        Assert.All(tiny.Backbone.state_dict(), entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>(), entry.Key));
        Assert.All(tiny.Backbone.parameters(), parameter => Assert.True(parameter.grad is null && !parameter.requires_grad));
        Assert.False(tiny.Backbone.training);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_evaluation_takes_its_maps(string id)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        var options = new EvaluatorOptions { Percentages = [0, 0.5], BatchSize = 4, ConstantMap = ConstantMap.Zero };
        var scores = new Evaluator(options, TinyModel.Side).Evaluate(
            tiny.Backbone, Create(tiny, id, 8), TinyModel.Images(2, 5), [new EvaluationImage(5, "5.JPEG", 0), new EvaluationImage(6, "6.JPEG", 1)]);
        Assert.Equal([5, 6], scores.Select(score => score.Index));
        Assert.All(scores, score => Assert.All(score.Masked, masked => Assert.InRange(masked.Confidence, 0, 1)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_definition_is_complete(string id)
    {
        var explainer = ExplainerRegistry.Find(id);
        Assert.Equal(id, id.ToLowerInvariant());
        foreach (var architecture in Backbones.All)
        {
            var settings = explainer.Resolve(architecture);
            Assert.Equal(explainer.Parameters.Select(parameter => parameter.Name), settings.ToJson().Select(entry => entry.Key));
            Assert.All(explainer.Parameters, parameter => Assert.True(parameter.Allows(parameter.Default(architecture), architecture), parameter.Name));
            Assert.Equal(settings.ToJson().ToJsonString(), explainer.Resolve(architecture, settings.ToJson()).ToJson().ToJsonString());
            Assert.InRange(explainer.ForwardPasses(new BackboneOptions(architecture.Id), settings)!.Value, 0, 8000);
        }
    }

    private static Tensor Explain(TinyModel tiny, string id, int[] places, int batchSize = 8)
    {
        var images = cat([.. places.Select(place => TinyModel.Images(1, place))]);
        using var pass = new CleanPass(tiny.Backbone, images, places);
        return Create(tiny, id, batchSize).Explain(pass, tensor(places.Select(place => (long)place).ToArray()));
    }

    private static IExplainer Create(TinyModel tiny, string id, int batchSize)
    {
        var explainer = ExplainerRegistry.Find(id);
        var small = new Dictionary<string, JsonNode?> { ["batch-size"] = batchSize, ["masks"] = 12, ["grid"] = 4 };
        var own = new JsonObject(small.Where(entry => explainer.Parameters.Any(parameter => parameter.Name == entry.Key)));
        return explainer.Create(new ExplainerContext(tiny.Backbone, tiny.Model, 9) { Settings = explainer.Resolve(tiny.Architecture, own) });
    }

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Near.Assert(expected, actual, 1e-4 * expected.abs().max().item<float>());
}

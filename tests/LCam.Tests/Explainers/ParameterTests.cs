using System.Text.Json.Nodes;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Tests.Models;

namespace LCam.Tests.Explainers;

public sealed class ParameterTests
{
    private static readonly IBackboneArchitecture Vgg = Backbones.Find("vgg16");

    [Fact]
    public void Every_wrong_parameter_is_named_with_what_it_may_be()
    {
        var given = new JsonObject
        {
            ["mask"] = 100, ["grid"] = 2.5, ["probability"] = 1, ["batch-size"] = "many", ["mask-file"] = 7, ["masks"] = 0, ["colour"] = "red",
        };
        var refused = Assert.Throws<ProblemException>(() => ExplainerRegistry.Find("rise").Resolve(Vgg, given));
        Assert.Equal(
            [
                "rise.mask: rise has no parameter 'mask' (did you mean masks?)",
                "rise.grid: '2.5' is not a whole number from 2 to 64",
                "rise.probability: '1' is not a number above 0 and below 1",
                "rise.batch-size: 'many' is not a whole number from 1 to 4096",
                "rise.mask-file: '7' is not a path",
                "rise.masks: '0' is not a whole number from 1 to 1000000",
                "rise.colour: rise has no parameter 'colour' (known: masks, grid, probability, batch-size, mask-file)",
            ],
            refused.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_target_layer_is_one_that_the_architecture_s_variants_look_at()
    {
        var gradCam = ExplainerRegistry.Find("grad-cam");
        Assert.Equal("features.29", gradCam.Resolve(Vgg).Layer);
        Assert.Equal("features.30", gradCam.Resolve(Vgg, new JsonObject { ["target-layer"] = "features.30" }).Layer);
        Assert.Null(ExplainerRegistry.Find("rise").Resolve(Vgg).Layer);
        var refused = Assert.Throws<ProblemException>(() => gradCam.Resolve(Vgg, new JsonObject { ["target-layer"] = "layer4.2" }));
        Assert.Contains("is not one of features.29, features.30", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_network_serves_explainers_of_every_layer()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(1)) { Layers = ["features.29", "features.30"] };
        var classes = pass.Logits.argmax(1);
        var before = Explainers.Create("grad-cam", tiny.Backbone, "vgg16");
        var after = Explainers.Create("grad-cam", tiny.Backbone, "vgg16", new JsonObject { ["target-layer"] = "features.30" });
        Assert.Equal([1, 4, 4], before.Explain(pass, classes).shape);
        Assert.Equal([1, 2, 2], after.Explain(pass, classes).shape);
        Assert.Throws<ArgumentException>(() => ExplainerRegistry.Find("grad-cam").Create(new ExplainerContext(tiny.Backbone, null, 1)));
    }

    [Theory]
    [InlineData("l-cam", "vgg16", 1)]
    [InlineData("grad-cam", "vgg16", 1)]
    [InlineData("grad-cam++", "resnet50", 1)]
    [InlineData("score-cam", "vgg16", 512)]
    [InlineData("score-cam", "resnet50", 2048)]
    [InlineData("rise", "vgg16", 4000)]
    [InlineData("rise", "resnet50", 8000)]
    [InlineData("all-ones", "resnet50", 0)]
    [InlineData("input-gradient", "resnet50", 1)]
    [InlineData("score-cam", "resnet18", 512)]
    public void An_explanation_costs_the_paper_s_number_of_forward_passes(string id, string architecture, int passes)
    {
        var explainer = ExplainerRegistry.Find(id);
        Assert.Equal(passes, explainer.ForwardPasses(new BackboneOptions(architecture), explainer.Resolve(Backbones.Find(architecture))));
    }

    [Theory]
    [InlineData("score-cam")]
    [InlineData("rise")]
    public void As_many_masked_images_are_classified_as_are_counted(string id)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var explainer = ExplainerRegistry.Find(id);
        var given = id == "rise" ? new JsonObject { ["masks"] = 13, ["grid"] = 4, ["batch-size"] = 5 } : new JsonObject { ["batch-size"] = 5 };
        var settings = explainer.Resolve(tiny.Architecture, given);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(2));
        var classes = pass.Logits.argmax(1);
        var seen = 0L;
        tiny.Backbone.register_forward_hook((_, input, output) =>
        {
            seen += input.shape[0];
            return output;
        });
        explainer.Create(new ExplainerContext(tiny.Backbone, null, 1) { Settings = settings }).Explain(pass, classes);
        Assert.Equal(2 * explainer.ForwardPasses(new BackboneOptions("resnet50", TinyModel.Classes, 1.0 / 32), settings)!.Value, seen);
    }

    [Fact]
    public void Defaults_are_told_by_architecture_where_they_differ()
    {
        var masks = ExplainerRegistry.Find("rise").Parameters.Single(parameter => parameter.Name == "masks");
        Assert.Equal("VGG: 4000, ResNet: 8000, TorchScript: 8000", masks.DefaultText);
        var layer = ExplainerRegistry.Find("grad-cam").Parameters.Single(parameter => parameter.Name == "target-layer");
        Assert.EndsWith("resnet18: layer4.1, resnet34/resnet50/resnet101/resnet152: layer4.2, TorchScript: features", layer.DefaultText, StringComparison.Ordinal);
        Assert.Equal("0.5", ExplainerRegistry.Find("rise").Parameters.Single(parameter => parameter.Name == "probability").DefaultText);
    }

    [Fact]
    public void A_misspelt_explainer_is_answered_with_the_one_that_was_meant()
    {
        var refused = Assert.Throws<ProblemException>(() => ExplainerRegistry.Find("gradcam"));
        Assert.Contains("'gradcam' is no known explainer (did you mean grad-cam?)", refused.Message, StringComparison.Ordinal);
    }
}

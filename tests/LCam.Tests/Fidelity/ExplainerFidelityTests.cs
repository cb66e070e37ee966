using System.Text.Json.Nodes;
using LCam.Evaluation;
using LCam.Explainers.Cam;
using LCam.Explainers.Perturbation;
using LCam.Models;
using LCam.Tests.Explainers;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>Maps and scores of the unmodified comparison scripts.</summary>
[Collection(FidelityCollection.Name)]
public sealed class ExplainerFidelityTests(FidelityTable table)
{
    [SharedDataTheory]
    [InlineData("grad-cam", "vgg16", "GradCAM_VGG16")]
    [InlineData("grad-cam", "resnet50", "GradCAM_ResNet50")]
    [InlineData("grad-cam++", "resnet50", "GradCAMpp_ResNet50")]
    public void Gradient_maps_and_their_scores_are_the_reference_s(string id, string architecture, string fixture)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_" + fixture));
        var backbone = SmallNetworks.Load(architecture);
        var explainer = Explainers.Explainers.Create(id, backbone, architecture);
        using var pass = new CleanPass(backbone, SmallNetworks.Images(20));
        table.Magnitude("activations", fixture, expected["activations_0"], pass.At(Backbones.Find(architecture).LastMaps).Maps.narrow(0, 0, 1), 1e-5);
        new EvaluationComparison(table, expected, fixture).Check(pass, explainer);
    }

    [SharedDataTheory]
    [InlineData("grad-cam", "GradCAM_ResNet50")]
    [InlineData("grad-cam++", "GradCAMpp_ResNet50")]
    public void The_real_resnet50_s_gradient_maps_are_the_reference_s(string id, string fixture)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_pqf_" + fixture));
        using var weights = WeightFile.Read(SharedData.Path("weights", "resnet50.pth"));
        using var backbone = Backbones.Create(new BackboneOptions("resnet50"));
        SmallNetworks.CopyInto(backbone, weights);
        backbone.Freeze();
        using var pass = new CleanPass(backbone, SmallNetworks.Images(4));
        new EvaluationComparison(table, expected, "real " + fixture).Check(pass, Explainers.Explainers.Create(id, backbone, "resnet50"));
    }

    [SharedDataTheory]
    [InlineData("VGG16")]
    [InlineData("ResNet50")]
    public void Grad_cam_plus_plus_of_the_reference_s_gradients_is_its_map(string name)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_GradCAMpp_" + name));
        var probability = expected["probs_before"][0].max().view(1);
        var map = GradCamPlusPlus.Maps(expected["activations_0"], expected["gradients_0"], probability);
        table.Magnitude("map of the reference's gradients", "GradCAMpp_" + name, expected["cam"][0], SaliencyMap.MinMax(map, ConstantMap.NaN), 1e-6);
    }

    [SharedDataFact]
    public void Grad_cam_plus_plus_on_vgg16_agrees_as_far_as_its_condition_allows()
    {
        // In double precision the same formula is 0.009 away from the reference's single-precision maps.
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_GradCAMpp_VGG16"));
        var backbone = SmallNetworks.Load("vgg16");
        var explainer = Explainers.Explainers.Create("grad-cam++", backbone, "vgg16");
        using var pass = new CleanPass(backbone, SmallNetworks.Images(20));
        var bounds = new EvaluationBounds { Map = 5e-2, MapsAgree = false, Confidence = 1e-3, AverageDrop = 0.2 };
        new EvaluationComparison(table, expected, "GradCAMpp_VGG16", bounds).Check(pass, explainer);
    }

    [SharedDataTheory]
    [InlineData("vgg16", "VGG16")]
    [InlineData("resnet50", "ResNet50")]
    public void The_head_s_gradients_are_those_of_a_backward_pass_through_the_network(string architecture, string fixture)
    {
        using var scope = NewDisposeScope();
        var backbone = SmallNetworks.Load(architecture);
        using var pass = new CleanPass(backbone, SmallNetworks.Images(1));
        var classes = pass.Logits.argmax(1);
        using var logits = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_GradCAM_" + fixture));
        table.Magnitude("gradient at the feature maps", "GradCAM_" + fixture, logits["gradients_0"], FeatureGradients.OfLogits(pass, Backbones.Find(architecture).LastMaps, classes), 1e-4);
        using var probabilities = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_GradCAMpp_" + fixture));
        table.Magnitude("gradient at the feature maps", "GradCAMpp_" + fixture, probabilities["gradients_0"], FeatureGradients.OfProbabilities(pass, Backbones.Find(architecture).LastMaps, classes), 1e-4);
    }

    [SharedDataFact]
    public void Masks_of_grids_and_shifts_are_the_reference_s()
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("rise_masks"));
        var options = RiseOptions(8);
        var rise = new Rise(options, new ImportedMasks(options.MaskFile!, options));
        var masks = rise.Masks(new GridUpsampling(7, 224, 224), 0, 8);
        table.Magnitude("RISE masks", "all", expected["masks_first8"].squeeze(1), masks, 1e-7);
    }

    [SharedDataTheory]
    [InlineData("vgg16", "VGG16", 1)]
    [InlineData("resnet50", "ResNet50", 1)]
    public void Rise_s_saliency_and_scores_under_imported_masks_are_the_reference_s(string architecture, string fixture, int photos)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_RISE_" + fixture));
        var backbone = SmallNetworks.Load(architecture);
        var parameters = new JsonObject { ["masks"] = 200, ["mask-file"] = SmallNetworks.Fixture("rise_masks"), ["batch-size"] = 50 };
        var explainer = new Once(Explainers.Explainers.Create("rise", backbone, architecture, parameters));
        using var pass = new CleanPass(backbone, SmallNetworks.Images(photos));
        table.Magnitude("RISE saliency", "RISE_" + fixture, expected["sal_raw"].narrow(0, 0, photos), explainer.Explain(pass, pass.Logits.argmax(1)), 1e-5);
        new EvaluationComparison(table, expected, "RISE_" + fixture).Check(pass, explainer);
    }

    [SharedDataTheory]
    [InlineData("vgg16", "VGG16", 1)]
    [InlineData("resnet50", "ResNet50", 1)]
    public void Score_cam_s_weights_maps_and_scores_are_the_reference_s(string architecture, string fixture, int photos)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_ScoreCAM_" + fixture));
        var backbone = SmallNetworks.Load(architecture);
        var explainer = new Once(Explainers.Explainers.Create("score-cam", backbone, architecture));
        using var pass = new CleanPass(backbone, SmallNetworks.Images(photos));
        var classes = pass.Logits.argmax(1);
        var (_, weights) = new ScoreCam(Backbones.Find(architecture).LastMaps, 32).ExplainRow(pass, 0, classes[0].item<long>());
        table.Magnitude("Score-CAM weights", "ScoreCAM_" + fixture, expected["weights"][0], weights, 1e-5);
        new EvaluationComparison(table, expected, "ScoreCAM_" + fixture).Check(pass, explainer);
    }

    private static RiseOptions RiseOptions(int masks) => new(masks, 7, 0.5, 8, SmallNetworks.Fixture("rise_masks"));
}

using LCam.Evaluation;
using LCam.Explainers.Cam;
using LCam.Models;
using LCam.Tests.Models;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

/// <summary>Maps and scores of the unmodified comparison scripts.</summary>
public sealed class ReferenceExplainerTests
{
    [SharedDataTheory]
    [InlineData("grad-cam", "vgg16", "GradCAM_VGG16")]
    [InlineData("grad-cam", "resnet50", "GradCAM_ResNet50")]
    public void Gradient_maps_and_their_scores_are_the_reference_s(string id, string architecture, string fixture)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_" + fixture));
        var backbone = SmallNetworks.Load(architecture, Variant.FeatureMaps);
        var explainer = Explainers.Create(id, backbone, architecture);
        using var pass = new CleanPass(backbone, SmallNetworks.Images(20));
        var maps = SaliencyMap.MinMax(explainer.Explain(pass, pass.Logits.argmax(1)), ConstantMap.NaN);
        ReferenceScores.AssertNear(expected["cam"].squeeze(1), maps, 1e-4);
        ReferenceScores.AssertNear(expected["activations_0"], pass.FeatureMaps.narrow(0, 0, 1), 1e-4);
        ReferenceScores.AssertAgree(expected, backbone, explainer, 20);
    }

    [SharedDataTheory]
    [InlineData("grad-cam", "GradCAM_ResNet50")]
    public void The_real_resnet50_s_gradient_maps_are_the_reference_s(string id, string fixture)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("other_pqf_" + fixture));
        using var weights = WeightFile.Read(SharedData.Path("weights", "resnet50.pth"));
        using var backbone = Backbones.Create(new BackboneOptions("resnet50"), Variant.FeatureMaps);
        SmallNetworks.CopyInto(backbone, weights);
        backbone.Freeze();
        using var pass = new CleanPass(backbone, SmallNetworks.Images(4));
        var maps = Explainers.Create(id, backbone, "resnet50").Explain(pass, pass.Logits.argmax(1));
        ReferenceScores.AssertNear(expected["cam"].squeeze(1).narrow(0, 0, 4), SaliencyMap.MinMax(maps, ConstantMap.NaN), 1e-4);
    }

    [SharedDataTheory]
    [InlineData("vgg16", "VGG16")]
    [InlineData("resnet50", "ResNet50")]
    public void The_head_s_gradients_are_those_of_a_backward_pass_through_the_network(string architecture, string fixture)
    {
        using var scope = NewDisposeScope();
        var backbone = SmallNetworks.Load(architecture, Variant.FeatureMaps);
        using var pass = new CleanPass(backbone, SmallNetworks.Images(1));
        var classes = pass.Logits.argmax(1);
        using var logits = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_GradCAM_" + fixture));
        AssertRelative(logits["gradients_0"], FeatureGradients.OfLogits(pass, classes));
        using var probabilities = SafetensorsFile.Read(SmallNetworks.Fixture("other_small_GradCAMpp_" + fixture));
        AssertRelative(probabilities["gradients_0"], FeatureGradients.OfProbabilities(pass, classes));
    }

    private static void AssertRelative(Tensor expected, Tensor actual) =>
        ReferenceScores.AssertNear(expected, actual, 1e-4 * expected.abs().max().item<float>());
}

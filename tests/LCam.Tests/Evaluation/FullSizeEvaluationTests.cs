using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Tests.Models;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Evaluation;

/// <summary>The published-size ResNet-50 with real ImageNet weights.</summary>
public sealed class FullSizeEvaluationTests
{
    private const int Photos = 4;

    [SharedDataFact]
    public void Resnet50_scores_photos_as_the_reference_does()
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("eval_pqf_ResNet50_L_CAM_Img"));
        using var start = SafetensorsFile.Read(SmallNetworks.Fixture("attn2048_seed1"));
        using var weights = WeightFile.Read(SharedData.Path("weights", "resnet50.pth"));
        using var backbone = Backbones.Create(new BackboneOptions("resnet50"), Variant.Image);
        SmallNetworks.CopyInto(backbone, weights);
        backbone.Freeze();
        var attention = new AttentionMechanism(start["op.weight"].clone(), start["op.bias"].clone());
        using var model = new LCamModel(Backbones.Find("resnet50"), backbone, attention, Variant.Image, LossKind.LCam, true);
        var explainer = ExplainerRegistry.Find("l-cam").Create(new ExplainerContext(backbone, model, 0));
        var options = new EvaluatorOptions { Percentages = [0.5], BatchSize = Photos, ConstantMap = ConstantMap.NaN };
        var labels = expected["labels"].data<long>().ToArray();
        var images = labels.Take(Photos).Select((label, i) => new EvaluationImage(i, $"{i}.JPEG", (int)label)).ToArray();
        var scores = new Evaluator(options, 224).Evaluate(backbone, explainer, SmallNetworks.Images(Photos), images);
        for (var i = 0; i < Photos; i++)
        {
            Assert.Equal(expected["pred_class"][i].item<long>(), scores[i].Predicted);
            Assert.Equal(expected["y_image"][i].item<double>(), scores[i].Confidence, 1e-5);
            Assert.Equal(expected["p0.5_y_mask_image"][i].item<double>(), scores[i].Masked[0].Confidence, 1e-2);
        }
    }
}

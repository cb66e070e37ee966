using System.Globalization;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Models;
using LCam.Tests.Models;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Evaluation;

/// <summary>The unmodified evaluation script's scores on 20 photos.</summary>
public sealed class ReferenceEvaluationTests
{
    private static readonly double[] Percentages = [0, 0.5, 0.85];

    [SharedDataTheory]
    [InlineData("VGG16_L_CAM_Fm")]
    [InlineData("VGG16_L_CAM_FmA")]
    [InlineData("VGG16_L_CAM_Img")]
    [InlineData("VGG16_L_CAM_ImgA")]
    [InlineData("VGG16_7x7_L_CAM_Img")]
    [InlineData("ResNet50_L_CAM_Fm")]
    [InlineData("ResNet50_L_CAM_FmA")]
    [InlineData("ResNet50_L_CAM_Img")]
    [InlineData("ResNet50_L_CAM_ImgA")]
    public void Scores_are_the_reference_s(string name)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("eval_small_" + name));
        using var reference = new ReferenceModel(name, ScalarType.Float32);
        var labels = expected["labels"].data<long>().ToArray();
        var images = labels.Select((label, i) => new EvaluationImage(i, $"{i}.JPEG", (int)label)).ToArray();
        var explainer = ExplainerRegistry.Find("l-cam").Create(new ExplainerContext(reference.Model.Backbone, reference.Model, 0));
        var options = new EvaluatorOptions { Percentages = Percentages, BatchSize = 20, ConstantMap = ConstantMap.NaN };
        var photos = SmallNetworks.Images(20);
        using var pass = new CleanPass(reference.Model.Backbone, photos);
        var low = SaliencyMap.MinMax(explainer.Explain(pass, pass.Logits.argmax(1)), ConstantMap.NaN);
        Assert.InRange((low - expected["cam_low"].squeeze(1)).abs().max().item<float>(), 0, 1e-4f);

        var scores = new Evaluator(options, 224).Evaluate(pass, explainer, images);
        Assert.Equal(expected["pred_class"].data<long>().ToArray(), scores.Select(score => (long)score.Predicted));
        AssertNear(expected["y_image"], scores.Select(score => score.Confidence), 1e-5);
        AssertShares(expected["prec1_before"], scores.Select(score => score.LabelRank < 1));
        AssertShares(expected["prec5_before"], scores.Select(score => score.LabelRank < 5));
        foreach (var (percentage, i) in Percentages.Select((percentage, i) => (percentage, i)))
        {
            var prefix = "p" + percentage.ToString(CultureInfo.InvariantCulture) + "_";
            AssertNear(expected[prefix + "y_mask_image"], scores.Select(score => score.Masked[i].Confidence), TieBound(percentage));
            AssertShares(expected[prefix + "prec1_after"], scores.Select(score => score.Masked[i].LabelRank < 1));
            AssertShares(expected[prefix + "prec5_after"], scores.Select(score => score.Masked[i].LabelRank < 5));
            var summary = ConfidenceScores.Summarise(scores, percentage);
            Assert.Equal(Number(expected[prefix + "AD"]), summary.AverageDrop, 1e-3);
            Assert.Equal(Number(expected[prefix + "IC"]), summary.IncreaseInConfidence, 1e-9);
            Assert.Equal(0, summary.DegenerateMaps);
        }
    }

    // A rounding of the map can choose another pixel of a tie, which moves a confidence but no metric.
    private static double TieBound(double percentage) => percentage == 0 ? 1e-5 : 1e-2;

    private static double Number(Tensor value) => value.to(float64).item<double>();

    private static void AssertNear(Tensor expected, IEnumerable<double> actual, double bound) =>
        Assert.All(expected.to(float64).data<double>().ToArray().Zip(actual), pair => Assert.Equal(pair.First, pair.Second, bound));

    private static void AssertShares(Tensor expected, IEnumerable<bool> actual) =>
        Assert.Equal(expected.to(float64).data<double>().ToArray(), actual.Select(hit => hit ? 100.0 : 0.0));
}

using System.Globalization;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>Evaluation on recorded maps and probabilities. Needs nothing but the clone.</summary>
[Collection(FidelityCollection.Name)]
public sealed class RecordedEvaluationTests(FidelityTable table) : IDisposable
{
    private const int Side = 224;
    private readonly StateDict _recorded = SafetensorsFile.Read(Fixtures.Path("evaluation.safetensors"));

    [Theory]
    [InlineData("ResNet50_L_CAM_Img")]
    [InlineData("VGG16_L_CAM_Fm")]
    public void Maps_are_upsampled_and_muted_and_summed_up_as_the_reference_s(string name)
    {
        using var scope = NewDisposeScope();
        var maps = SaliencyMap.Upsample(_recorded[name + "/cam_low"].squeeze(1), Side, Side);
        table.Relative("sums of the upsampled maps", name, Values(name + "/cam_up_sum"), Sums(maps), 1e-6);
        foreach (var percentage in EvaluationComparison.Percentages)
        {
            var prefix = $"{name}/p{percentage.ToString(CultureInfo.InvariantCulture)}_";
            var muted = Muting.Apply(maps, percentage);
            table.Relative("sums of the muted maps", name, Values(prefix + "cam_dropped_sum"), Sums(muted), 1e-6);
            table.Same("pixels left by muting", name, Values(prefix + "cam_dropped_nonzero"), Sums(muted.ne(0)));
            var (before, after) = (Values(name + "/y_image"), Values(prefix + "y_mask_image"));
            table.Absolute("AD of recorded confidences", name, Values(prefix + "AD"), [ConfidenceScores.AverageDrop(before, after)], 1e-9);
            table.Absolute("IC of recorded confidences", name, Values(prefix + "IC"), [ConfidenceScores.IncreaseInConfidence(before, after)], 1e-9);
        }
    }

    // Of the four photos one alone is listed with the class that the model predicts.
    [Fact]
    public void The_evaluator_explains_the_prediction_and_masks_as_the_reference_does()
    {
        const string Model = "ResNet50_L_CAM_Img";
        double[] percentages = [0, 0.5];
        using var scope = NewDisposeScope();
        var maps = _recorded[Model + "/cam_low"].narrow(0, 0, 4);
        var masked = percentages.Select(percentage => (
            Values($"{Model}/p{percentage.ToString(CultureInfo.InvariantCulture)}_cam_dropped_sum").Take(4).ToArray(),
            First4($"p{percentage.ToString(CultureInfo.InvariantCulture)}_probs_after"))).ToArray();
        var backbone = new RecordedPasses(maps, First4("probs_before"), masked);
        using var model = new LCamModel(
            Backbones.Find("resnet50"), backbone, backbone.Attention(), Variant.Image, LossKind.LCam, unnormalisedAttention: true);
        var explainer = ExplainerRegistry.Find("l-cam").Create(new ExplainerContext(backbone, model, 0));
        var images = First4("labels").data<long>().ToArray().Select((label, i) => new EvaluationImage(i, $"{i}.JPEG", (int)label)).ToArray();
        var options = new EvaluatorOptions { Percentages = percentages, BatchSize = 4, ConstantMap = ConstantMap.NaN };
        var scores = new Evaluator(options, Side).Evaluate(backbone, explainer, ones(4, 3, Side, Side), images);

        table.Same("class explained, recorded passes", Model, First4("pred_class").data<long>(), scores.Select(score => (long)score.Predicted));
        table.Absolute("Y, recorded passes", Model, Values(Model + "/y_image").Take(4), scores.Select(score => score.Confidence), 1e-6);
        table.Same("label in top-1 and top-5 unmasked, recorded passes", Model, Hits("prec1_before", "prec5_before"), scores.Select(score => (score.LabelRank < 1, score.LabelRank < 5)));
        for (var i = 0; i < percentages.Length; i++)
        {
            var prefix = "p" + percentages[i].ToString(CultureInfo.InvariantCulture) + "_";
            table.Absolute("O, recorded passes", Model, Values($"{Model}/{prefix}y_mask_image").Take(4), scores.Select(score => score.Masked[i].Confidence), 1e-6);
            table.Same("label in top-1 and top-5 masked, recorded passes", Model, Hits(prefix + "prec1_after", prefix + "prec5_after"), scores.Select(score => (score.Masked[i].LabelRank < 1, score.Masked[i].LabelRank < 5)));
        }
    }

    public void Dispose() => _recorded.Dispose();

    private Tensor First4(string name) => _recorded["ResNet50_L_CAM_Img/first4/" + name];

    private (bool, bool)[] Hits(string one, string five) =>
        [.. First4(one).data<double>().Zip(First4(five).data<double>(), (first, second) => (first > 0, second > 0))];

    private double[] Values(string name) => [.. _recorded[name].to(float64).data<double>()];

    private static double[] Sums(Tensor maps) => [.. maps.to(float64).sum([1, 2]).data<double>()];
}

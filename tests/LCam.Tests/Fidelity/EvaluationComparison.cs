using System.Globalization;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Models;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>Compares any explainer's evaluation with one evaluation fixture.</summary>
internal sealed class EvaluationComparison(FidelityTable table, StateDict expected, string model)
{
    internal static readonly double[] Percentages = [0, 0.5, 0.85];

    private const double Map = 1e-4;
    private const double Confidence = 1e-5;
    private const double AverageDrop = 1e-3;

    /// <summary>Everything of the batch that the fixture is about.</summary>
    internal void Check(CleanPass pass, IExplainer explainer)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var labels = expected["labels"].data<long>().ToArray();
        var images = labels.Select((label, i) => new EvaluationImage(i, $"{i}.JPEG", (int)label)).ToArray();
        var options = new EvaluatorOptions { Percentages = Percentages, BatchSize = labels.Length, ConstantMap = ConstantMap.NaN };
        var scores = new Evaluator(options, (int)pass.Images.shape[2]).Evaluate(pass, explainer, images);

        table.Absolute("probabilities, unmasked", model, Values("probs_before"), pass.Logits.softmax(1).to(float64).data<double>(), Confidence);
        table.Same("class explained, images that differ", model, expected["pred_class"].data<long>(), scores.Select(score => (long)score.Predicted));
        table.Absolute("Y", model, Values("y_image"), scores.Select(score => score.Confidence), Confidence);
        table.Same("label in top-1 and top-5 unmasked, images that differ", model, Ranks("", "before"), Ranks(scores.Select(score => score.LabelRank)));
        var low = SaliencyMap.MinMax(explainer.Explain(pass, tensor(scores.Select(score => (long)score.Predicted).ToArray())), ConstantMap.NaN);
        if (expected.Names.Contains("cam_low"))
        {
            table.Absolute("saliency map at low resolution, of its range", model, Values("cam_low"), low.to(float64).data<double>(), Map);
        }

        var maps = SaliencyMap.Upsample(low, pass.Images.shape[2], pass.Images.shape[3]);
        for (var i = 0; i < Percentages.Length; i++)
        {
            CheckMasked(pass, maps, scores, i);
        }
    }

    private void CheckMasked(CleanPass pass, Tensor maps, IReadOnlyList<ImageScore> scores, int i)
    {
        var prefix = "p" + Percentages[i].ToString(CultureInfo.InvariantCulture) + "_";
        var share = Percentages[i].ToString("P0", CultureInfo.InvariantCulture) + " muted";
        table.Same($"label in top-1 and top-5, {share}, images that differ", model, Ranks(prefix, "after"), Ranks(scores.Select(score => score.Masked[i].LabelRank)));
        var confidences = scores.Select(score => score.Masked[i].Confidence).ToArray();
        var reference = Values(prefix + "y_mask_image");
        var ties = new TiedPixels(pass, maps, Percentages[i]);
        for (var row = 0; row < confidences.Length; row++)
        {
            if (Percentages[i] == 0 || Math.Abs(confidences[row] - reference[row]) <= Confidence)
            {
                table.Absolute($"O, {share}", model, [reference[row]], [confidences[row]], Confidence);
                continue;
            }

            table.Absolute($"O, {share}, where another pixel of a tie is muted", model, [reference[row]], [confidences[row]], 1e-2);
            var swapped = ties.NearestConfidence(row, scores[row].Predicted, reference[row]);
            table.Absolute($"O, {share}, with that pixel exchanged", model, [reference[row]], [swapped], Confidence);
        }

        var summary = ConfidenceScores.Summarise(scores, Percentages[i]);
        table.Absolute($"AD, {share}", model, Values(prefix + "AD"), [summary.AverageDrop], AverageDrop);
        table.Absolute($"IC, {share}", model, Values(prefix + "IC"), [summary.IncreaseInConfidence], 1e-9);
        table.Absolute($"top-1 and top-5 in percent, {share}", model, Values(prefix + "top1_after").Concat(Values(prefix + "top5_after")), [summary.Top1After, summary.Top5After], 1e-9);
    }

    private double[] Values(string name) => [.. expected[name].to(float64).data<double>()];

    private IEnumerable<(bool, bool)> Ranks(string prefix, string when) =>
        Values($"{prefix}prec1_{when}").Zip(Values($"{prefix}prec5_{when}"), (one, five) => (one > 0, five > 0));

    private static IEnumerable<(bool, bool)> Ranks(IEnumerable<int> ranks) => ranks.Select(rank => (rank < 1, rank < 5));
}

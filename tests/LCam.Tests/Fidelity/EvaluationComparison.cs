using System.Globalization;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Models;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>Compares any explainer's evaluation with one evaluation fixture, on its first photos or on all.</summary>
internal sealed class EvaluationComparison(FidelityTable table, StateDict expected, string model, EvaluationBounds? given = null)
{
    internal static readonly double[] Percentages = [0, 0.5, 0.85];

    private const double Confidence = 1e-5;

    private readonly EvaluationBounds _bounds = given ?? new EvaluationBounds();

    /// <summary>Everything that the fixture says of the pass's photos.</summary>
    internal void Check(CleanPass pass, IExplainer explainer)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var photos = pass.Count;
        var labels = expected["labels"].data<long>().Take(photos).ToArray();
        var images = labels.Select((label, i) => new EvaluationImage(i, $"{i}.JPEG", (int)label)).ToArray();
        var options = new EvaluatorOptions { Percentages = Percentages, BatchSize = labels.Length, ConstantMap = ConstantMap.NaN };
        var scores = new Evaluator(options, (int)pass.Images.shape[2]).Evaluate(pass, explainer, images);

        table.Absolute("probabilities, unmasked", model, Values("probs_before", photos), pass.Logits.softmax(1).to(float64).data<double>(), Confidence);
        table.Same("class explained, images that differ", model, expected["pred_class"].data<long>().Take(photos), scores.Select(score => (long)score.Predicted));
        table.Absolute("Y", model, Values("y_image", photos), scores.Select(score => score.Confidence), Confidence);
        table.Same("label in top-1 and top-5 unmasked, images that differ", model, Ranks("", "before", photos), Ranks(scores.Select(score => score.LabelRank)));
        var classes = tensor(scores.Select(score => (long)score.Predicted).ToArray());
        var raw = SaliencyMap.MinMax(explainer.Explain(pass, classes), ConstantMap.NaN);
        foreach (var name in new[] { "cam_low", "cam" }.Where(expected.Names.Contains))
        {
            table.Absolute("saliency map, of its range", model, Values(name, photos), raw.to(float64).data<double>(), _bounds.Map);
        }

        var maps = SaliencyMap.Upsample(raw, pass.Images.shape[2], pass.Images.shape[3]);
        var shown = Math.Min(photos, 3);
        table.Absolute("upsampled saliency map, of its range", model, Values("cam_up_first3", shown), maps.narrow(0, 0, shown).to(float64).data<double>(), _bounds.Map);
        for (var i = 0; i < Percentages.Length; i++)
        {
            CheckMasked(pass, maps, scores, i);
        }
    }

    private void CheckMasked(CleanPass pass, Tensor maps, IReadOnlyList<ImageScore> scores, int i)
    {
        var prefix = "p" + Percentages[i].ToString(CultureInfo.InvariantCulture) + "_";
        var share = Percentages[i].ToString("P0", CultureInfo.InvariantCulture) + " muted";
        table.Same($"label in top-1 and top-5, {share}, images that differ", model, Ranks(prefix, "after", scores.Count), Ranks(scores.Select(score => score.Masked[i].LabelRank)));
        var confidences = scores.Select(score => score.Masked[i].Confidence).ToArray();
        var reference = Values(prefix + "y_mask_image", scores.Count);
        var ties = new TiedPixels(pass, maps, Percentages[i]);
        for (var row = 0; row < confidences.Length; row++)
        {
            if (Percentages[i] == 0 || !double.IsFinite(reference[row]) || Math.Abs(confidences[row] - reference[row]) <= _bounds.Confidence)
            {
                table.Absolute($"O, {share}", model, [reference[row]], [confidences[row]], _bounds.Confidence);
                continue;
            }

            var cause = _bounds.MapsAgree ? "another pixel of a tie is muted" : "other pixels are muted";
            table.Absolute($"O, {share}, where {cause}", model, [reference[row]], [confidences[row]], 1e-2);
            if (!_bounds.MapsAgree)
            {
                continue;
            }

            var swapped = ties.NearestConfidence(row, scores[row].Predicted, reference[row]);
            table.Absolute($"O, {share}, with that pixel exchanged", model, [reference[row]], [swapped], _bounds.Confidence);
        }

        var summary = ConfidenceScores.Summarise(scores, Percentages[i]);
        var before = Values("y_image", scores.Count);
        table.Absolute($"IC, {share}", model, [ConfidenceScores.IncreaseInConfidence(before, reference)], [summary.IncreaseInConfidence], 1e-9);

        // Of a few photos the mean says no more than Y and O do.
        if (scores.Count < expected["y_image"].numel())
        {
            return;
        }

        table.Absolute($"AD, {share}", model, [ConfidenceScores.AverageDrop(before, reference)], [summary.AverageDrop], _bounds.AverageDrop);
        table.Absolute($"AD as the reference printed it, {share}", model, Values(prefix + "AD"), [summary.AverageDrop], _bounds.AverageDrop);
        table.Absolute($"IC as the reference printed it, {share}", model, Values(prefix + "IC"), [summary.IncreaseInConfidence], 1e-9);
        table.Absolute($"top-1 and top-5 in percent, {share}", model, Values(prefix + "top1_after").Concat(Values(prefix + "top5_after")), [summary.Top1After, summary.Top5After], 1e-9);
    }

    private double[] Values(string name) => [.. expected[name].to(float64).data<double>()];

    private double[] Values(string name, int photos) => [.. expected[name].narrow(0, 0, photos).to(float64).contiguous().data<double>()];

    private IEnumerable<(bool, bool)> Ranks(string prefix, string when, int photos) =>
        Values($"{prefix}prec1_{when}", photos).Zip(Values($"{prefix}prec5_{when}", photos), (one, five) => (one > 0, five > 0));

    private static IEnumerable<(bool, bool)> Ranks(IEnumerable<int> ranks) => ranks.Select(rank => (rank < 1, rank < 5));
}

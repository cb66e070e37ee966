using System.Globalization;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Models;
using LCam.Tests.Fidelity;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

/// <summary>Compares an explainer with what one of the reference's unmodified comparison scripts gave on the first photos.</summary>
internal static class ReferenceScores
{
    private static readonly double[] Percentages = [0, 0.5, 0.85];

    /// <summary>Asserts everything that the evaluation makes of the explainer's maps. Gives the maps (N,H,W) for more.</summary>
    internal static void AssertAgree(StateDict expected, Backbone backbone, IExplainer explainer, int photos, AgreementBounds? bounds = null)
    {
        bounds ??= new AgreementBounds();
        using var scope = NewDisposeScope();
        var images = expected["labels"].data<long>().Take(photos).Select((label, i) => new EvaluationImage(i, $"{i}.JPEG", (int)label)).ToArray();
        var options = new EvaluatorOptions { Percentages = Percentages, BatchSize = photos, ConstantMap = ConstantMap.NaN };
        using var pass = new CleanPass(backbone, SmallNetworks.Images(photos));
        var maps = InputMaps.Of(explainer, pass, pass.Logits.argmax(1), ConstantMap.NaN).Maps;
        AssertNear(expected["cam_up_first3"].squeeze(1).narrow(0, 0, Math.Min(3, photos)), maps.narrow(0, 0, Math.Min(3, photos)), bounds.Map);

        var scores = new Evaluator(options, 224).Evaluate(pass, explainer, images);
        Assert.Equal(Numbers(expected["pred_class"]).Take(photos), scores.Select(score => (double)score.Predicted));
        AssertNear(expected["y_image"], scores.Select(score => score.Confidence), 1e-5);
        foreach (var (percentage, i) in Percentages.Select((percentage, i) => (percentage, i)))
        {
            var prefix = "p" + percentage.ToString(CultureInfo.InvariantCulture) + "_";
            var masked = scores.Select(score => score.Masked[i]).ToArray();
            AssertNear(expected[prefix + "y_mask_image"], masked.Select(score => score.Confidence), percentage == 0 ? bounds.Score : bounds.TiedScore);

            // Rounding can choose another pixel of a tie at the threshold, on few images.
            var far = Numbers(expected[prefix + "y_mask_image"]).Zip(masked, (value, score) => Math.Abs(value - score.Confidence) > bounds.Score);
            Assert.InRange(far.Count(isFar => isFar), 0, percentage == 0 ? 0 : Math.Max(1, photos / 4));
            Assert.Equal(Numbers(expected[prefix + "prec1_after"]).Take(photos), masked.Select(score => score.LabelRank < 1 ? 100.0 : 0));
            Assert.Equal(Numbers(expected[prefix + "prec5_after"]).Take(photos), masked.Select(score => score.LabelRank < 5 ? 100.0 : 0));
            var summary = ConfidenceScores.Summarise(scores, percentage);
            var (before, after) = (Numbers(expected["y_image"]).Take(photos).ToArray(), Numbers(expected[prefix + "y_mask_image"]).Take(photos).ToArray());

            // The bound is for the mean over the fixture's images: a tie weighs more where there are fewer.
            var share = (double)photos / expected["y_image"].numel();
            Assert.Equal(ConfidenceScores.AverageDrop(before, after), summary.AverageDrop, bounds.AverageDrop / share);
            Assert.Equal(ConfidenceScores.IncreaseInConfidence(before, after), summary.IncreaseInConfidence, 1e-9);
            if (photos == before.Length && photos == expected["y_image"].numel())
            {
                Assert.Equal(Numbers(expected[prefix + "AD"])[0], summary.AverageDrop, bounds.AverageDrop);
                Assert.Equal(Numbers(expected[prefix + "IC"])[0], summary.IncreaseInConfidence, 1e-9);
            }
        }
    }

    /// <summary>Asserts that two tensors agree within <paramref name="bound"/>, NaN only where the other is NaN.</summary>
    internal static void AssertNear(Tensor expected, Tensor actual, double bound)
    {
        Assert.Equal(expected.shape, actual.shape);
        using var scope = NewDisposeScope();
        Assert.True(expected.isnan().equal(actual.isnan()).all().item<bool>(), "NaN elsewhere");
        var difference = (expected.to(float64) - actual.to(float64)).abs().nan_to_num(0).max().item<double>();
        Assert.True(difference <= bound, FormattableString.Invariant($"differs by {difference}"));
    }

    private static double[] Numbers(Tensor values) => [.. values.to(float64).data<double>()];

    private static void AssertNear(Tensor expected, IEnumerable<double> actual, double bound) =>
        Assert.All(Numbers(expected).Zip(actual), pair => Assert.Equal(pair.First, pair.Second, bound));
}

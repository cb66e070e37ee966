using System.Security.Cryptography;
using System.Text;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Tests.Specs;

namespace LCam.Experiments.Tests.Planning;

public sealed class PlannerTests
{
    private const string Spec =
        """
        name: test
        data:
          shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }
        backbones:
          vgg16: { weights: train, classifier: { epochs: 1, batch-size: 8 } }
          resnet50: { weights: train, classifier: { epochs: 1, batch-size: 8 } }
        matrix:
          backbone: [vgg16, resnet50]
          variant: [fm, img]
          loss: [lcam, cross-entropy]
          seed: [1, 2, 3]
          quirks.training-dropout: [true, false]
        compare: [grad-cam]
        controls: [random]
        training: { input-size: 48, crop-size: 40 }
        """;

    [Fact]
    public void Identities_and_orders_that_are_made_when_asked_for_are_those_of_the_key()
    {
        var plan = Plan();
        Assert.All(plan.Stages, stage =>
        {
            Assert.Equal(stage.Key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stage.Identity!))));
            Assert.Equal(CanonicalJson.Text(CanonicalJson.Parse(stage.Identity!)), stage.Identity);
            Assert.Equal((stage.Key, stage.Label), (stage.Order!.Key, stage.Order.Label));
        });
    }

    [Fact]
    public void Stages_come_once_and_after_those_that_they_need()
    {
        var plan = Plan();
        var keys = plan.Stages.Select(stage => stage.Key).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.All(plan.Stages, stage => Assert.All(stage.Needs, need => Assert.InRange(keys.IndexOf(need), 0, keys.IndexOf(stage.Key) - 1)));

        // ResNet-50 has no dropout, so the quirk makes no other training there.
        Assert.Equal(2 * 2 * 3 * 2 + 2 * 2 * 3, plan.Stages.Count(stage => stage.Kind == StageKind.Train));
        Assert.Equal(2, plan.Stages.Count(stage => stage.Kind == StageKind.Classifier));
    }

    [Fact]
    public void Drafting_side_by_side_gives_the_same_plan_every_time() =>
        Assert.Equal(Text(Plan()), Text(Plan()));

    [Theory]
    [InlineData("", "explain vgg16 score-cam", "explain resnet50 score-cam")]
    [InlineData("keep-maps: costly", "explain vgg16 score-cam", "explain resnet50 score-cam")]
    [InlineData("keep-maps: none")]
    public void Maps_of_costly_explainers_are_kept_by_stages_of_their_own_that_measuring_needs(string key, params string[] expected)
    {
        var plan = Plan(Spec.Replace("[grad-cam]", "[grad-cam, score-cam]", StringComparison.Ordinal) + "\n" + key);
        var kept = plan.Stages.Where(stage => stage.Kind == StageKind.Explain).ToList();
        Assert.Equal(expected, kept.Select(stage => stage.Label));
        Assert.All(kept, stage => Assert.Equal([stage.Label.Replace("explain", "measure", StringComparison.Ordinal)], plan.Stages.Where(other => other.Needs.Contains(stage.Key)).Select(other => other.Label)));
        Assert.Equal(Keys(Plan(Spec.Replace("[grad-cam]", "[grad-cam, score-cam]", StringComparison.Ordinal) + "\nkeep-maps: all")), Keys(plan));

        static IEnumerable<string> Keys(ExperimentPlan plan) => plan.Stages.Where(stage => stage.Kind != StageKind.Explain).Select(stage => stage.Key);
    }

    [Fact]
    public void What_is_done_with_maps_does_not_make_other_maps()
    {
        string[] changes = ["", "measures: [sparseness]", "matrix.percentage", "evaluation: { constant-map: zero }", "evaluation: { map: sigmoid }"];
        var plans = changes.Select(change => Plan((change == "matrix.percentage" ? Spec.Replace("  seed: [1, 2, 3]", "  seed: [1, 2, 3]\n  percentage: [0.1]", StringComparison.Ordinal) : Spec + "\n" + change) + "\nkeep-maps: all")).ToList();
        Assert.All(plans[1..4], plan => Assert.Equal(Maps(plans[0], "explain"), Maps(plan, "explain")));

        // Which output of a trained attention is its map makes another, and no other explainer has any.
        Assert.Equal(Maps(plans[0], "explain vgg16 grad-cam"), Maps(plans[4], "explain vgg16 grad-cam"));
        Assert.Empty(Maps(plans[0], "explain vgg16 fm").Intersect(Maps(plans[4], "explain vgg16 fm")));

        static IEnumerable<string> Maps(ExperimentPlan plan, string label) => plan.Stages.Where(stage => stage.Label.StartsWith(label, StringComparison.Ordinal)).Select(stage => stage.Key);
    }

    private static string Text(ExperimentPlan plan) =>
        string.Join('\n', plan.Cells.Select(cell => $"{cell.Label} {cell.Fingerprint} {cell.Measure.Key}").Concat(plan.Stages.Select(stage => stage.Key)));

    private static ExperimentPlan Plan(string spec = Spec) =>
        new Planner(null, new InputCatalog(null, null, CancellationToken.None), new ExecutionSettings("cpu", 1), HostIdentity.Current(), TimeProvider.System).Plan(SpecFixture.Read(spec));
}

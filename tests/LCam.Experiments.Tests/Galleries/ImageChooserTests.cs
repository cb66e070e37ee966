using CsCheck;
using LCam.Experiments.Galleries;

namespace LCam.Experiments.Tests.Galleries;

/// <summary>Which images a gallery shows, and why.</summary>
public sealed class ImageChooserTests
{
    private static readonly Gen<double[]> Losses = Gen.Double[-100, 100].Array[30];

    [Fact]
    public void The_worst_the_best_the_most_disputed_and_a_drawn_image_come_in_turn()
    {
        var network = new NetworkChanges("n", [Proposed(10, 90, -5, 30, 20, 20), Compared(10, 80, -5, 30, 90, 20), Control(0, 0, 0, 100, 0, 0)]);
        var chosen = ImageChooser.Choose([network], 4, seed: 1);
        Assert.Equal([1, 2, 4], chosen.Take(3).Select(image => image.Index));
        Assert.Equal(
            [new ChosenReason(ImageReason.Worst, "n", 1, 90), new ChosenReason(ImageReason.Best, "n", 1, -5), new ChosenReason(ImageReason.Disagreement, "n", 1, 35)],
            chosen.Take(3).Select(image => image.Reasons[0]));
        Assert.Equal(ImageReason.Sample, chosen[3].Reasons[0].Why);
    }

    [Fact]
    public void An_image_with_several_reasons_comes_once_and_has_them_all()
    {
        var network = new NetworkChanges("n", [Proposed(90, 10, 20), Compared(0, 10, 20)]);
        var chosen = ImageChooser.Choose([network], 3, seed: 1);
        Assert.Equal([0, 1, 2], chosen.Select(image => image.Index).Order());
        Assert.Equal([ImageReason.Worst, ImageReason.Disagreement], chosen[0].Reasons.Select(reason => reason.Why).Take(2));
    }

    [Fact]
    public void The_same_scores_give_the_same_images_each_once_and_as_many_as_there_are() =>
        Gen.Select(Losses, Losses, Losses, Gen.Int[0, 40], Gen.Long).Sample((proposed, compared, other, count, seed) =>
        {
            NetworkChanges[] networks = [new("a", [Proposed(proposed), Compared(compared)]), new("b", [Proposed(other)])];
            var chosen = ImageChooser.Choose(networks, count, seed);
            var again = ImageChooser.Choose(networks, count, seed);
            return chosen.Count == Math.Min(count, 30)
                && chosen.Select(image => image.Index).Distinct().Count() == chosen.Count
                && chosen.Zip(again).All(pair => pair.First.Index == pair.Second.Index && pair.First.Reasons.SequenceEqual(pair.Second.Reasons));
        });

    [Fact]
    public void A_loss_that_is_no_number_is_neither_the_worst_nor_the_best()
    {
        var chosen = ImageChooser.Choose([new NetworkChanges("n", [Proposed(double.NaN, 10, 20)])], 3, seed: 1);
        Assert.Equal(3, chosen.Count);
        Assert.All(chosen.Single(image => image.Index == 0).Reasons, reason => Assert.Equal(ImageReason.Sample, reason.Why));
    }

    [Fact]
    public void Where_no_proposed_model_is_measured_the_other_methods_stand_in_before_controls()
    {
        var network = new NetworkChanges("n", [Compared(1, 50, 2), Control(90, 0, 0)]);
        Assert.Equal(1, ImageChooser.Choose([network], 1, seed: 1)[0].Index);
        Assert.Empty(ImageChooser.Choose([new NetworkChanges("n", [])], 5, seed: 1));
    }

    private static MethodChanges Proposed(params double[] losses) => new(true, false, ByImage(losses));

    private static MethodChanges Compared(params double[] losses) => new(false, false, ByImage(losses));

    private static MethodChanges Control(params double[] losses) => new(false, true, ByImage(losses));

    private static Dictionary<int, double> ByImage(double[] losses) => losses.Index().ToDictionary(loss => loss.Index, loss => loss.Item);
}

using System.Globalization;
using LCam.Experiments.Galleries;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Tests.Results;
using LCam.Experiments.Tests.Specs;

namespace LCam.Experiments.Tests.Galleries;

/// <summary>What a gallery is to show, found in the store alone.</summary>
public sealed class GalleryPlannerTests : IDisposable
{
    private readonly PivotFixture _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Images_are_chosen_by_the_models_with_the_proposed_loss_at_the_smallest_percentage()
    {
        var spec = Spec(seeds: 3);

        // The proposed loss loses most on image 2, everything else on image 1, and muting turns it round.
        _store.Fill(spec, 4, (label, image, percentage) => percentage > 0 ? 0.5 : image == (label.Contains(" lcam", StringComparison.Ordinal) ? 2 : 1) ? 0.2 : 0.9);
        var plan = new GalleryPlanner(_store.Store).Plan(spec, new GalleryOptions { Images = 1 });
        Assert.Equal((0.0, 4), (plan.Percentage, plan.Available));
        var chosen = Assert.Single(plan.Images);
        Assert.Equal((2, ImageReason.Worst, "VGG-16"), (chosen.Index, chosen.Reasons[0].Why, chosen.Reasons[0].Network));
        Assert.Equal(80, chosen.Reasons[0].Value, 1e-9);
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public void What_is_not_measured_is_named_with_its_reason()
    {
        var spec = Spec(seeds: 1);
        _store.Fill(spec, 2, (label, _, _) => label.Contains("grad-cam", StringComparison.Ordinal) ? null : 0.5);
        var plan = new GalleryPlanner(_store.Store).Plan(spec, new GalleryOptions());
        Assert.StartsWith("VGG-16, Grad-CAM: run ", Assert.Single(plan.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain(Assert.Single(plan.Networks).Methods, method => method.Method.Name == "Grad-CAM");
        Assert.Equal(2, plan.Images.Count);
    }

    [Fact]
    public void Of_very_many_methods_those_that_are_compared_with_are_kept_and_the_rest_is_counted()
    {
        var spec = Spec(seeds: 15);
        _store.Fill(spec, 2, (_, _, _) => 0.5);
        var plan = new GalleryPlanner(_store.Store).Plan(spec, new GalleryOptions());
        var kinds = Assert.Single(plan.Networks).Methods.Select(method => method.Method.Kind).ToList();
        Assert.Equal((38, 1, 1), (kinds.Count(kind => kind == RowKind.Trained), kinds.Count(kind => kind == RowKind.Compared), kinds.Count(kind => kind == RowKind.Control)));
        Assert.StartsWith("22 more methods are measured", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_anything_is_measured_there_is_nothing_to_show_and_that_is_said()
    {
        var plan = new GalleryPlanner(_store.Store).Plan(Spec(seeds: 15), new GalleryOptions());
        Assert.Empty(plan.Images);
        Assert.Equal("nothing has been measured yet", plan.Notes[0]);
        Assert.Equal("42 more methods are not measured yet", plan.Notes[^1]);
    }

    private static ExperimentSpec Spec(int seeds) => SpecFixture.Read(PivotFixture.Spec.Replace(
        "seed: [1, 2, 3]", $"seed: [{string.Join(", ", Enumerable.Range(1, seeds).Select(seed => seed.ToString(CultureInfo.InvariantCulture)))}]", StringComparison.Ordinal));
}

using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;

namespace LCam.Experiments.Tests.Specs;

/// <summary>What choosing measures changes of a spec's evaluations: their keys where something more is taken, and nothing else.</summary>
public sealed class MeasureKeyTests
{
    [Fact]
    public void Measures_that_every_evaluation_takes_leave_the_identity_as_it_is()
    {
        var before = """{"average-drop":"l-cam/1","increase-in-confidence":"l-cam/1"}""";
        Assert.Equal(before, Measures(""));
        Assert.Equal(before, Measures("measures: [top-1, average-drop]"));
        Assert.Equal(Identity(""), Identity("measures: [top-5, increase-in-confidence]"));
        Assert.Equal(Identity(""), Identity("evaluation: { curve-steps: 9 }"));
        Assert.DoesNotContain("curve-steps", Identity(""), StringComparison.Ordinal);
    }

    [Fact]
    public void Others_are_in_it_with_version_and_settings_in_any_order_of_the_spec()
    {
        Assert.Equal(
            """{"average-drop":"l-cam/1","deletion":{"steps":224,"version":1},"increase-in-confidence":"l-cam/1","sparseness":{"version":1}}""",
            Measures("measures: [sparseness, deletion]"));
        Assert.Equal(Identity("measures: [sparseness, deletion]"), Identity("measures: [deletion, top-1, sparseness]"));
        Assert.Equal(Identity("measures: deletion"), Identity("measures: deletion\nevaluation: { curve-steps: 224 }"));
        Assert.NotEqual(Identity("measures: deletion"), Identity("measures: deletion\nevaluation: { curve-steps: 56 }"));
    }

    [Fact]
    public void Those_of_objects_are_in_it_where_these_are_known_named_or_not()
    {
        var withObjects = """{"average-drop":"l-cam/1","energy-inside":{"version":1},"increase-in-confidence":"l-cam/1","mask-share":{"version":1}}""";
        Assert.Equal(withObjects, Measures("", "masks"));
        Assert.Equal(withObjects, Measures("measures: [average-drop]", "masks"));
        Assert.DoesNotContain("energy", Identity(""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_is_found_again_with_other_measures_but_not_with_other_steps_of_a_curve()
    {
        Assert.Equal(Settings(""), Settings("measures: [deletion, seconds]"));
        Assert.NotEqual(Settings("measures: deletion"), Settings("measures: deletion\nevaluation: { curve-steps: 56 }"));
    }

    [Fact]
    public void A_spec_keeps_the_order_in_which_measures_are_written() =>
        Assert.Equal(["seconds", "average-drop"], SpecFixture.Read(SpecFixture.Good + "\nmeasures: [seconds, average-drop, seconds]").Measures);

    private static string Measures(string lines, string? masks = null) => CanonicalJson.Text(JsonNode.Parse(Identity(lines, masks))!["measures"]);

    private static string Identity(string lines, string? masks = null) =>
        CanonicalJson.Text(new StageIdentities(null).Measure("explainer", "weights", First(lines), First(lines).Percentages, "images", masks));

    private static string Settings(string lines) => CanonicalJson.Text(new StageIdentities(null).Settings(First(lines)));

    private static Cell First(string lines) => CellExpansion.Expand(SpecFixture.Read(SpecFixture.Good + "\n" + lines))[0];
}

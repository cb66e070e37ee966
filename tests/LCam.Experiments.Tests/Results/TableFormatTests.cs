using System.Text.Json.Nodes;
using LCam.Evaluation;
using LCam.Experiments.Results;
using LCam.Measures;

namespace LCam.Experiments.Tests.Results;

public sealed class TableFormatTests
{
    private static readonly string[] Chosen = ["seconds", "deletion", "average-drop", "coherency"];

    [Fact]
    public void Markdown_shows_the_measures_that_were_chosen_and_over_how_many_images_a_mean_is()
    {
        var lines = Render("markdown", Chosen).Split('\n');
        Assert.Equal("| Method | AD 100 % | Forward passes | Seconds | Deletion | Coherency |", lines[2]);
        Assert.Equal("| L-CAM-Fm [1] | 12.00 | 1 | 0.0123 | 25.00 | – |", lines[5]);
        Assert.Contains("AD: average drop (%, lower is better), relative, over all images, over 3 images; after keeping the given share of the map's pixels. Seconds: ", lines[7], StringComparison.Ordinal);
        Assert.Contains("[1] Coherency is over 0 of 3 images: it is undefined for the others", lines);
    }

    [Fact]
    public void Markdown_without_a_choice_has_the_papers_columns_and_the_energy_where_there_are_objects()
    {
        var lines = Render("markdown", []).Split('\n');
        Assert.Equal("| Method | AD 100 % | IC 100 % | Forward passes | Energy on object | Uniform map's |", lines[2]);
        Assert.Equal("| L-CAM-Fm [1] | 12.00 | 5.00 | 1 | 30.00 | 20.00 |", lines[5]);
        Assert.Equal(
            "AD: average drop (%, lower is better), relative, over all images; IC: increase in confidence (%, higher is better), over 3 images; "
            + "after keeping the given share of the map's pixels. Energy on object is the share (%) of the unmuted map inside the object's mask, "
            + "beside the share that a uniform map has. Forward passes are those of one explanation.",
            lines[7]);
    }

    [Fact]
    public void A_table_of_maps_alone_says_over_how_many_images_it_is() =>
        Assert.Contains("All are means over 3 images.", Render("markdown", ["deletion"]), StringComparison.Ordinal);

    [Fact]
    public void Comma_separated_values_have_every_measure_and_its_number_of_images()
    {
        var lines = Render("csv", Chosen).Split("\r\n");
        Assert.EndsWith(",mask_share,forward_passes,seconds,seconds_images,deletion,deletion_images,coherency,coherency_images,missing", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",0.3,0.2,1,0.01234,3,0.25,3,,0,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",energy_inside,mask_share,forward_passes,missing", Render("csv", []).Split("\r\n")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "mixed", "run a.1 was continued under other conditions (threads 2 first, 1 later)")]
    [InlineData("csv", null, "")]
    public void Comma_separated_values_say_that_a_run_is_mixed_where_one_is(string format, string? column, string value)
    {
        var lines = Render(format, [], column is null ? ["another note"] : ["another note", MixedColumn.Note("a.1", ["threads 2 first, 1 later"])]).Split("\r\n");
        Assert.EndsWith(column is null ? ",missing" : ",missing,mixed", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(column is null ? ",1," : $",1,,\"{value}\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_has_every_measure_that_was_taken()
    {
        var measures = JsonNode.Parse(Render("json", []))!["rows"]![0]!["map-measures"]!;
        Assert.Equal((0.25, 3), ((double)measures["deletion"]!["mean"]!, (int)measures["deletion"]!["images"]!));
        Assert.Null(measures["coherency"]!["mean"]);
    }

    [Fact]
    public void JSON_has_what_is_taken_by_default_beside_the_others()
    {
        var row = JsonNode.Parse(Render("json", []))!["rows"]![0]!.AsObject();
        Assert.Equal(
            ["backbone", "method", "kind", "cell", "run", "measures", "energy-inside", "mask-share", "forward-passes", "notes", "map-measures", "missing"],
            row.Select(member => member.Key));
        Assert.Equal((0.3, 0.2), ((double)row["energy-inside"]!, (double)row["mask-share"]!));
        Assert.Equal(["seconds", "deletion", "coherency"], row["map-measures"]!.AsObject().Select(measure => measure.Key));
    }

    [Fact]
    public void A_baseline_stands_beside_its_measure_once()
    {
        Assert.EndsWith("| Forward passes | Energy on object | Uniform map's |", Render("markdown", ["energy-inside"]).Split('\n')[2], StringComparison.Ordinal);
        Assert.EndsWith("| Forward passes | Energy on object | Uniform map's |", Render("markdown", ["energy-inside", "mask-share"]).Split('\n')[2], StringComparison.Ordinal);
        Assert.EndsWith("| Forward passes | Uniform map's |", Render("markdown", ["mask-share"]).Split('\n')[2], StringComparison.Ordinal);
    }

    private static string Render(string format, string[] chosen, string[]? notes = null)
    {
        var summary = new ConfidenceSummary
        {
            Percentage = 0,
            Images = 3,
            DegenerateMaps = 0,
            AverageDrop = 12,
            IncreaseInConfidence = 5,
            Top1Before = 90,
            Top5Before = 100,
            Top1After = 80,
            Top5After = 99,
        };
        MeasureSummary[] measures = [new("energy-inside", 0.3, 3, 3), new("mask-share", 0.2, 3, 3), new("seconds", 0.01234, 3, 3), new("deletion", 0.25, 3, 3), new("coherency", null, 0, 3)];
        var row = new ResultRow
        {
            Group = "VGG-16",
            Method = "L-CAM-Fm",
            Kind = RowKind.Trained,
            Label = "cell",
            RunId = "run",
            Summaries = new Dictionary<double, ConfidenceSummary> { [0] = summary },
            ForwardPasses = 1,
            Notes = notes ?? [],
            Missing = null,
            Measures = measures.ToDictionary(measure => measure.Id),
        };
        var table = new ResultTable("test", [0], [row], []) { Chosen = [.. chosen.Select(MeasureRegistry.Find)] };
        return TableFormats.All.First(candidate => candidate.Id == format).Render(table);
    }
}

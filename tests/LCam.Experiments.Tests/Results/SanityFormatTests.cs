using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LCam.Experiments.Results;

namespace LCam.Experiments.Tests.Results;

public sealed class SanityFormatTests
{
    [Fact]
    public void Markdown_has_a_table_of_each_similarity_with_the_controls_below_a_rule()
    {
        var lines = Render("markdown").Split('\n');
        Assert.Equal(["# check", "", "## VGG-16: rank correlation", "", "| Method | fc | conv1 | Mean |"], lines[..5]);
        Assert.Equal("| L-CAM-Fm | 1.00 | 0.25 | 0.62 |", lines[6]);
        Assert.Equal("| *Controls* | | | |", lines[7]);
        Assert.Equal("| All ones [1] | – | – | – |", lines[8]);
        Assert.Equal("| Random map [2] | – | – | – |", lines[9]);
        Assert.Contains("| All ones | 1.00 | 1.00 | 1.00 |", lines);
        Assert.Contains("[1] undefined for 4 of 4 pairs of maps, because a map is constant or not finite; the means are over the others", lines);
        Assert.Contains("[2] not run yet", lines);
        Assert.Contains("a note", lines);
    }

    [Fact]
    public void Comma_separated_values_have_a_line_for_each_layer_and_one_for_what_is_missing()
    {
        var lines = Render("csv").Split("\r\n");
        Assert.Equal(1 + 2 + 2 + 1 + 1, lines.Length);
        Assert.Equal("VGG-16,L-CAM-Fm,trained,vgg16 fm,a.1,2,conv1,2,0.25,0.125,2,0.5,0,2,", lines[2]);
        Assert.Equal("VGG-16,All ones,control,vgg16 all-ones,b.1,1,fc,2,,,0,1,0,2,", lines[3]);
        Assert.Equal("VGG-16,Random map,control,vgg16 random,,,,,,,,,,,not run yet", lines[5]);
    }

    [Fact]
    public void JSON_has_every_layer()
    {
        var row = JsonNode.Parse(Render("json"))!["rows"]![0]!;
        Assert.Equal(("conv1", 0.25), ((string)row["layers"]![1]!["layer"]!, (double)row["layers"]![1]!["rank-correlation"]!["mean"]!));
    }

    [Fact]
    public void The_plot_is_the_same_document_in_every_culture_and_names_what_it_shows()
    {
        var before = CultureInfo.CurrentCulture;
        var invariant = SanityPlot.Render(Table());
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            var svg = SanityPlot.Render(Table());
            Assert.Equal(invariant, svg);
            var texts = XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
            Assert.Superset(new HashSet<string> { "fc", "conv1", "L-CAM-Fm", "All ones", "0.25", "VGG-16: SSIM" }, texts.ToHashSet());
            Assert.Single(texts, text => text == "L-CAM-Fm");
            Assert.DoesNotContain("Random map", texts);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Render(string format) => Table().Render(TableFormats.All.Single(known => known.Id == format));

    private static SanityTable Table()
    {
        var one = new SimilarityMean(1, 0, 2);
        var none = new SimilarityMean(null, null, 0);
        return new SanityTable("check", [new SanityGroup("VGG-16", ["fc", "conv1"],
        [
            new SanityRow("L-CAM-Fm", RowKind.Trained, "vgg16 fm", "a.1", [new(1, "fc", 2, one, one), new(2, "conv1", 2, new(0.25, 0.125, 2), new(0.5, 0, 2))], [], null),
            new SanityRow("All ones", RowKind.Control, "vgg16 all-ones", "b.1", [new(1, "fc", 2, none, one), new(2, "conv1", 2, none, one)], [], null),
            new SanityRow("Random map", RowKind.Control, "vgg16 random", null, [], [], "not run yet"),
        ])], ["a note"]);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Results;
using LCam.Experiments.Tests.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Results;

public sealed class PivotTests : IDisposable
{
    private readonly PivotFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Rows_columns_and_groups_are_the_specs_keys_and_values_are_means_over_seeds()
    {
        var lines = Lines("{ rows: [variant], columns: [loss, measure], group: [percentage], measures: [average-drop], kinds: [trained] }", Drop);
        Assert.Equal("| Variant | AD, loss lcam | AD, loss cross-entropy |", lines[2]);
        Assert.Equal(["| **100 %** | | |", "| fm | 20.00 | 30.00 |", "| img | 20.00 | 30.00 |", "| **50 %** | | |", "| fm | 60.00 | 70.00 |"], lines[4..9]);
        Assert.Contains(lines, line => line.EndsWith("Over 4 images. Means over 3 seeds.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_method_tells_in_its_name_what_nothing_else_tells()
    {
        var lines = Lines("{ columns: [variant], measures: [average-drop], percentages: [0], kinds: [trained] }", Drop);
        Assert.Equal(["| Method | variant fm | variant img |", "|:--|--:|--:|", "| **VGG-16** | | |", "| L-CAM | 20.00 | 20.00 |", "| L-CAM (cross-entropy) | 30.00 | 30.00 |"], lines[2..7]);
    }

    [Fact]
    public void The_best_is_bold_and_comes_first_where_rows_are_sorted_and_a_control_never_wins()
    {
        var lines = Lines(
            "{ measures: [average-drop], percentages: [0], sort: average-drop, best-in-bold: true, precision: 1, footnotes: [Mine.], caption: So. }",
            (label, image, percentage) => label.Contains("all-ones", StringComparison.Ordinal) ? 1 : label.Contains("grad-cam", StringComparison.Ordinal) ? 0.95 : Drop(label, image, percentage));
        Assert.Equal("| Grad-CAM | **5.0** |", lines[5]);
        Assert.Equal(["| *Controls* | |", "| All ones [1] | 0.0 |"], lines[10..12]);
        Assert.StartsWith("So. AD: ", lines[13], StringComparison.Ordinal);
        Assert.Equal("Mine.", lines[15]);
    }

    [Fact]
    public void Seeds_that_failed_are_told_and_a_cell_without_any_is_a_dash()
    {
        var lines = Lines(
            "{ rows: [variant], columns: [loss], measures: [average-drop], percentages: [0], kinds: [trained], group: [] }",
            (label, image, percentage) => label.Contains("img cross", StringComparison.Ordinal) || label.EndsWith("fm lcam seed 3", StringComparison.Ordinal) ? null : Drop(label, image, percentage));
        Assert.Equal("| fm [1] | 15.00 | 30.00 |", lines[4]);
        Assert.Equal("| img [2] | 20.00 | – |", lines[5]);
        Assert.Contains(lines, line => line.StartsWith("[1] over 2 of 3 seeds: run ", StringComparison.Ordinal) && line.EndsWith("failed: no image", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("[2] run ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ rows: [backbone], group: [], kinds: [trained], measures: [average-drop], percentages: [0] }", "differ in variant, loss would")]
    [InlineData("{ measures: [average-drop], columns: [measure] }", "differ in percentage would")]
    [InlineData("{ rows: [variant], measures: [average-drop], percentages: [0], kinds: [compared, control] }", "differ in method would")]
    public void Only_seeds_are_averaged(string table, string what)
    {
        var error = Assert.Throws<ProblemException>(() => _fixture.Build(PivotFixture.Read(table)));
        Assert.Contains(what, Assert.Single(error.Problems).What, StringComparison.Ordinal);
        Assert.Equal("experiments/test.yaml:16:tables.test", error.Problems[0].Where);
    }

    [Fact]
    public void Records_have_every_cell_at_full_precision()
    {
        const string Table = "{ rows: [variant], columns: [loss], measures: [average-drop], percentages: [0], kinds: [trained] }";
        var csv = Text(Table, Drop, "csv").Split("\r\n");
        Assert.Equal("backbone,variant,loss,measure,percentage,value,deviation,low,high,seeds,images,runs,difference,difference_low,difference_high,p_wilcoxon,p_bootstrap,effect,published,published_difference,published_covered,missing", csv[0]);
        Assert.StartsWith("vgg16,fm,lcam,average-drop,0,", csv[1], StringComparison.Ordinal);
        Assert.Equal(20, double.Parse(csv[1].Split(',')[5], CultureInfo.InvariantCulture), 9);
        var cell = JsonNode.Parse(_fixture.Build(PivotFixture.Read(Table)).Render(TableFormats.All.Single(format => format.Id == "json")))!["cells"]![0]!;
        Assert.Equal(("fm", 3, 4), ((string)cell["row"]!["variant"]!, (int)cell["seeds"]!, (int)cell["images"]!));
        Assert.Equal(10, (double)cell["deviation"]!, 9);
    }

    [Fact]
    public void What_is_wrong_with_a_table_is_told_all_at_once()
    {
        var text = SpecFixture.TextOf(SpecFixture.ProblemsOf(PivotFixture.Spec + """

            tables:
              a: { rows: [metod], measurs: [ad] }
              b: { rows: [variant], columns: [variant], measures: [average-drop] }
              c: { columns: [seed], rows: [] }
              d: { measures: [average-drop, deletion], sort: top-1 }
            """));
        Assert.Contains("'metod' is not one of", text, StringComparison.Ordinal);
        Assert.Contains("did you mean 'method'?", text, StringComparison.Ordinal);
        Assert.Contains("unknown key 'measurs' (did you mean 'measures'?)", text, StringComparison.Ordinal);
        Assert.Contains("'variant' is in more than one of rows, columns and group", text, StringComparison.Ordinal);
        Assert.Contains("the table 'c' shows several measures", text, StringComparison.Ordinal);
        Assert.Contains("the table 'c' has nothing in its rows", text, StringComparison.Ordinal);
        Assert.Contains("'deletion' is not taken", text, StringComparison.Ordinal);
        Assert.Contains("'top-1' is not among the table's measures", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_is_an_error_that_suggests_one()
    {
        var error = Assert.Throws<ProblemException>(() => ExperimentTables.Build(PivotFixture.Read("{}"), "tets", null));
        Assert.Equal("did you mean 'test'?", error.Problems[0].Remedy);
    }

    // 20 % at seed 2, ten more or less for the others; ten more with cross-entropy, forty more where half is muted.
    private static double? Drop(string label, int image, double percentage) =>
        0.8 - (label.Contains("cross-entropy", StringComparison.Ordinal) ? 0.1 : 0) - (percentage > 0 ? 0.4 : 0)
        - (label.EndsWith("seed 3", StringComparison.Ordinal) ? 0.1 : label.EndsWith("seed 1", StringComparison.Ordinal) ? -0.1 : 0);

    private string[] Lines(string table, Func<string, int, double, double?> masked) => Text(table, masked, "markdown").Split('\n');

    private string Text(string table, Func<string, int, double, double?> masked, string format)
    {
        var spec = PivotFixture.Read(table);
        _fixture.Fill(spec, 4, masked);
        return _fixture.Build(spec).Render(TableFormats.All.Single(known => known.Id == format));
    }
}

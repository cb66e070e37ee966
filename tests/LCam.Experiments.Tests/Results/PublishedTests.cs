using System.IO.Abstractions;
using System.IO.Abstractions.TestingHelpers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LCam.Experiments.Results;
using LCam.Experiments.Results.Published;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Results;

public sealed class PublishedTests : IDisposable
{
    private const string Right = "backbone: vgg16, method: L-CAM-Fm, percentage: 0, measure: average-drop, value: 21.5, source: Someone 2022, place: 'p. 5, table 1', transcriber: A. B., date: 2026-01-02";

    private readonly PivotFixture _fixture = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-published-");

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void An_entry_says_what_it_is_and_where_it_is_from()
    {
        var value = Assert.Single(Read($"values:\n  - {{ {Right} }}\n  - {{ backbone: vgg16, method: L-CAM-Img, percentage: 0, measure: average-drop, value: }}\n"));
        Assert.Equal(new PublishedValue("vgg16", "L-CAM-Fm", 0, "average-drop", 21.5, "Someone 2022", "p. 5, table 1", "A. B.", new DateOnly(2026, 1, 2)) { Where = "/published.yaml:2" }, value);
    }

    [Theory]
    [InlineData("source: Someone 2022, ", "", "without source")]
    [InlineData("place: 'p. 5, table 1', ", "place: , ", "without place")]
    [InlineData("transcriber: A. B., date: 2026-01-02", "transcriber: ' '", "without transcriber, date")]
    [InlineData("2026-01-02", "last week", "'last week' is no date")]
    [InlineData("21.5", "about 21", "'about 21' is no number")]
    [InlineData("average-drop", "avrage-drop", "'avrage-drop' is no known measure")]
    [InlineData("source:", "sorce:", "unknown key 'sorce'")]
    [InlineData("percentage: 0,", "percentage: 15,", "'15' is no percentage: it is the share of the map that is muted, from 0 to 1")]
    [InlineData("percentage: 0,", "percentage: 50%,", "'50%' is no percentage")]
    [InlineData("percentage: 0,", "percentage: -0.5,", "'-0.5' is no percentage")]
    [InlineData("percentage: 0,", "percentage: nan,", "'nan' is no percentage")]
    public void An_entry_that_does_not_is_refused(string right, string wrong, string what)
    {
        var error = Assert.Throws<ProblemException>(() => Read($"values:\n  - {{ {Right.Replace(right, wrong, StringComparison.Ordinal)} }}\n"));
        Assert.Contains(error.Problems, problem => problem.Where == "/published.yaml:2" && problem.What.Contains(what, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("15", "where 15 % of the map is kept, write 0.85")]
    [InlineData("50", "where 50 % of the map is kept, write 0.5")]
    [InlineData("100", "where 100 % of the map is kept, write 0")]
    public void A_percentage_in_percent_is_refused_with_the_right_form(string percentage, string remedy) => Assert.Equal(
        remedy, Assert.Single(Assert.Throws<ProblemException>(() => Read($"values:\n  - {{ {Right.Replace("percentage: 0,", $"percentage: {percentage},", StringComparison.Ordinal)} }}\n")).Problems).Remedy);

    [Theory]
    [InlineData("21,5", "write a point, not a comma")]
    [InlineData("1,021.5", "write it without separators between digits")]
    [InlineData("21.5%", null)]
    public void A_value_that_is_no_number_is_refused_with_the_right_form(string value, string? remedy) => Assert.Equal(
        remedy, Assert.Single(Assert.Throws<ProblemException>(() => Read($"values:\n  - {{ {Right.Replace("value: 21.5", $"value: '{value}'", StringComparison.Ordinal)} }}\n")).Problems).Remedy);

    [Theory]
    [InlineData("method: L-CAM-Fm", "method: L-CAM-FM", "did you mean the method 'L-CAM-Fm'?")]
    [InlineData("method: L-CAM-Fm", "method: Occlusion", "the method is one of: L-CAM-Fm, L-CAM-Fm (cross-entropy), L-CAM-Img, L-CAM-Img (cross-entropy)")]
    [InlineData("backbone: vgg16", "backbone: vgg61", "did you mean the backbone 'vgg16'?")]
    [InlineData("percentage: 0,", "percentage: 0.15,", "the nearest percentage is 0, of 0")]
    [InlineData("percentage: 0,", "percentage: 1,", "a percentage is the share muted: did you mean 0, where 100 % of the map is kept?")]
    [InlineData("percentage: 0,", "", "give a percentage, the share muted: one of 0")]
    [InlineData("average-drop", "top-1", "the measure is one of: average-drop")]
    public void A_value_that_fits_no_cell_is_named_with_the_nearest_there_is(string right, string wrong, string remedy)
    {
        var table = Built($"values:\n  - {{ {Right} }}\n  - {{ {Right.Replace(right, wrong, StringComparison.Ordinal)} }}\n");
        var unmatched = Assert.Single(table.Unmatched);
        Assert.Equal((Path.Combine(_folder.FullName, "published.yaml:3"), remedy), (unmatched.Where, unmatched.Remedy));
        var note = Assert.Single(PivotFixture.Markdown(table).Split('\n'), line => line.Contains("published.yaml:3: the published value of", StringComparison.Ordinal));
        Assert.DoesNotContain(_folder.FullName, note, StringComparison.Ordinal);
        Assert.Equal(table.Unmatched, ExperimentTables.CheckPublished(Spec()));
    }

    [Fact]
    public void A_table_never_denies_values_that_are_there()
    {
        var text = PivotFixture.Markdown(Built($"values:\n  - {{ {Right.Replace("Fm", "FM", StringComparison.Ordinal)} }}\n"));
        Assert.DoesNotContain("No published value has been transcribed", text, StringComparison.Ordinal);
        Assert.Contains("No published value on file is of a cell of this table.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_another_table_shows_is_no_stray()
    {
        var file = Path.Combine(_folder.FullName, "published.yaml");
        File.WriteAllText(file, $"values:\n  - {{ {Right} }}\n  - {{ {Right.Replace("percentage: 0,", "percentage: 0.5,", StringComparison.Ordinal)} }}\n");
        var spec = PivotFixture.Read($"{{ measures: [average-drop], percentages: [0], reference: {file} }}\n  other: {{ measures: [average-drop], percentages: [0.5], reference: {file} }}");
        Assert.Empty(ExperimentTables.CheckPublished(spec));
    }

    [Fact]
    public void A_value_given_twice_is_refused() =>
        Assert.Throws<ProblemException>(() => Read($"values:\n  - {{ {Right} }}\n  - {{ {Right} }}\n"));

    [Theory]
    [InlineData("paper-vgg16.yaml")]
    [InlineData("paper-resnet50.yaml")]
    public void The_files_that_ship_are_right(string file) => Assert.All(PublishedFile.Read(Shipped(file), new FileSystem()), value => Assert.NotEmpty(value.Source));

    [Fact]
    public void The_table_shows_published_ours_difference_and_whether_our_interval_has_it()
    {
        var lines = Table($"values:\n  - {{ {Right} }}\n  - {{ {Right.Replace("Fm", "Img", StringComparison.Ordinal).Replace("21.5", "25", StringComparison.Ordinal)} }}\n");
        Assert.Contains("## Beside the published values", lines);
        Assert.Contains("| L-CAM-Fm | AD 100 % | 21.50 | 25.00 [25.00, 25.00] | 3.50 | no |", lines);
        Assert.Contains("| L-CAM-Img | AD 100 % | 25.00 | 25.00 [25.00, 25.00] | 0.00 | yes |", lines);
        Assert.Contains("Published values of Someone 2022, p. 5, table 1; transcribed by A. B. on 2026-01-02.", lines);
    }

    [Fact]
    public void Csv_and_json_have_the_published_value_the_difference_and_whether_our_interval_has_it()
    {
        var table = Built($"values:\n  - {{ {Right} }}\n  - {{ {Right.Replace("Fm", "Img", StringComparison.Ordinal).Replace("21.5", "25", StringComparison.Ordinal)} }}\n");
        var csv = table.Render(TableFormats.All.Single(format => format.Id == "csv")).Split("\r\n").Select(line => line.Split(',')).ToList();
        var published = Array.IndexOf(csv[0], "published");
        Assert.Equal(["published", "published_difference", "published_covered"], csv[0][published..(published + 3)]);
        Assert.Equal(["21.5", "3.5", "no"], csv.Single(line => line.Contains("L-CAM-Fm"))[published..(published + 3)]);
        Assert.Equal(["25", "0", "yes"], csv.Single(line => line.Contains("L-CAM-Img"))[published..(published + 3)]);
        Assert.Equal(["", "", ""], csv.Single(line => line.Contains("L-CAM-Fm (cross-entropy)"))[published..(published + 3)]);

        var cells = JsonNode.Parse(table.Render(TableFormats.All.Single(format => format.Id == "json")))!["cells"]!.AsArray();
        var beside = cells.Single(cell => (string?)cell!["row"]!["method"] == "L-CAM-Fm")!["published"]!;
        Assert.Equal((3.5, false), ((double)beside["difference"]!, (bool)beside["is-covered"]!));
        Assert.Equal((21.5, "p. 5, table 1", "2026-01-02"), ((double)beside["value"]!, (string)beside["place"]!, (string)beside["date"]!));
        Assert.Null(cells.Single(cell => (string?)cell!["row"]!["method"] == "L-CAM-Fm (cross-entropy)")!["published"]);
    }

    [Fact]
    public void Without_a_value_the_table_says_so() =>
        Assert.Contains("No published value has been transcribed for this table.", Table("values:\n  - { backbone: vgg16, value: }\n"));

    private static IReadOnlyList<PublishedValue> Read(string text) =>
        PublishedFile.Read("/published.yaml", new MockFileSystem(new Dictionary<string, MockFileData> { ["/published.yaml"] = new(text) }));

    private string[] Table(string published) => PivotFixture.Markdown(Built(published)).Split('\n');

    private PivotTable Built(string published)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "published.yaml"), published);
        var spec = Spec();
        _fixture.Fill(spec, 4, (_, _, _) => 0.75);
        return _fixture.Build(spec);
    }

    private ExperimentSpec Spec() => PivotFixture.Read($"{{ measures: [average-drop], percentages: [0], kinds: [trained], reference: {Path.Combine(_folder.FullName, "published.yaml")}, resamples: 20 }}");

    private static string Shipped(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "results", "reference", file));
}

using System.IO.Abstractions;
using System.IO.Abstractions.TestingHelpers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LCam.Experiments.Results;
using LCam.Experiments.Results.Published;
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
        Assert.Equal(new PublishedValue("vgg16", "L-CAM-Fm", 0, "average-drop", 21.5, "Someone 2022", "p. 5, table 1", "A. B.", new DateOnly(2026, 1, 2)), value);
    }

    [Theory]
    [InlineData("source: Someone 2022, ", "", "without source")]
    [InlineData("place: 'p. 5, table 1', ", "place: , ", "without place")]
    [InlineData("transcriber: A. B., date: 2026-01-02", "transcriber: ' '", "without transcriber, date")]
    [InlineData("2026-01-02", "last week", "'last week' is no date")]
    [InlineData("21.5", "about 21", "'about 21' is no number")]
    [InlineData("average-drop", "avrage-drop", "'avrage-drop' is no known measure")]
    [InlineData("source:", "sorce:", "unknown key 'sorce'")]
    public void An_entry_that_does_not_is_refused(string right, string wrong, string what)
    {
        var error = Assert.Throws<ProblemException>(() => Read($"values:\n  - {{ {Right.Replace(right, wrong, StringComparison.Ordinal)} }}\n"));
        Assert.Contains(error.Problems, problem => problem.Where == "/published.yaml:2" && problem.What.Contains(what, StringComparison.Ordinal));
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
        var file = Path.Combine(_folder.FullName, "published.yaml");
        File.WriteAllText(file, published);
        var spec = PivotFixture.Read($"{{ measures: [average-drop], percentages: [0], kinds: [trained], reference: {file}, resamples: 20 }}");
        _fixture.Fill(spec, 4, (_, _, _) => 0.75);
        return _fixture.Build(spec);
    }

    private static string Shipped(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "results", "reference", file));
}

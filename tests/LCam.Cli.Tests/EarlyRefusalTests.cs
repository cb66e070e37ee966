namespace LCam.Cli.Tests;

/// <summary>What a run would stumble over at its end is told before it begins.</summary>
public sealed class EarlyRefusalTests : IDisposable
{
    private const string Entry = "backbone: vgg16, method: L-CAM-Fm, percentage: 0.5, measure: average-drop, value: 11.63, source: Paper, place: Table 1, transcriber: me, date: 2022-12-31";

    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public EarlyRefusalTests() => _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec + "\ntables: { p: { measures: [average-drop], reference: pub.yaml, resamples: 50 } }\n");

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("percentage: 50", "'50' is no percentage: it is the share of the map that is muted, from 0 to 1 (where 50 % of the map is kept, write 0.5)")]
    [InlineData("percentage: 0,5", "'0,5' is no percentage")]
    public void A_file_of_published_values_that_is_wrong_stops_a_run_before_anything_is_made(string percentage, string words)
    {
        _lcam.Write("pub.yaml", $"values:\n  - {{ {Entry.Replace("percentage: 0.5", percentage.Replace("0,5", "'0,5'", StringComparison.Ordinal), StringComparison.Ordinal)} }}\n");
        _lcam.Run("run", _spec).AssertRefused("pub.yaml:2", words);
        Assert.Equal(["pub.yaml", "tiny.yaml"], _lcam.Files().Keys.Order(StringComparer.Ordinal));
        var plan = _lcam.Run("plan", _spec);
        Assert.Equal(ExitCodes.Invalid, plan.ExitCode);
        Assert.Contains(words, plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_published_values_that_is_not_there_is_missing()
    {
        Assert.Equal(ExitCodes.DataMissing, _lcam.Run("run", _spec).ExitCode);
        var plan = _lcam.Run("plan", _spec);
        Assert.Equal(ExitCodes.Ok, plan.ExitCode);
        Assert.Contains("there is no such file of published values", plan.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("table")]
    public void A_published_value_that_fits_no_cell_is_named(string verb)
    {
        _lcam.Write("pub.yaml", $"values:\n  - {{ {Entry.Replace("-Fm", "-FM", StringComparison.Ordinal)} }}\n");
        var result = _lcam.Run(verb == "plan" ? [verb, _spec] : [verb, _spec, "--table", "p"]);
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("pub.yaml:2: the published value of vgg16 L-CAM-FM average-drop at percentage 0.5 fits no cell of a table (did you mean the method 'L-CAM-Fm'?)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("transcribed for this table", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_checked_by_its_text_however_its_lines_end()
    {
        _lcam.Write("pub.yaml", $"values:\n  - {{ {Entry} }}\n");
        var text = _lcam.Run("table", _spec).Output;
        var file = _lcam.Write("t.md", "\uFEFF" + text.ReplaceLineEndings("\r\n"));
        Assert.Equal(ExitCodes.Ok, _lcam.Run("table", _spec, "--check", file).ExitCode);
        _lcam.Write("t.md", text.Replace("| Method |", "| Method\u00A0|", StringComparison.Ordinal));
        var differs = _lcam.Run("table", _spec, "--check", file);
        Assert.Equal(ExitCodes.Differs, differs.ExitCode);
        Assert.Contains("Method\\u00a0|", differs.Error, StringComparison.Ordinal);
    }
}

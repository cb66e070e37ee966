using System.Text.Json.Nodes;

namespace LCam.Cli.Tests;

/// <summary>Every run of a store as one list, and what people say of runs.</summary>
public sealed class RunListTests : IDisposable
{
    private readonly CommandLineFixture _lcam = new();
    private readonly IReadOnlyList<string> _runs;

    public RunListTests() => _runs = FilledStore.Make(_lcam, _lcam.Write("tiny.yaml", CommandLineFixture.Spec));

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("state=succeeded", true)]
    [InlineData("state!=succeeded", false)]
    [InlineData("not (state=succeeded or seconds>100)", false)]
    [InlineData("kind=measure and ad@0.5<=75 and ic@0.5=0 and seconds>=60", true)]
    [InlineData("kind=measure and ad@0.5<40", false)]
    [InlineData("stage='none such' or attempt=1 and threads<2", true)]
    [InlineData("kind=measure and learning-rate=1e-4 and losses.area<=2 and decay.first-epoch=1 and nesterov=true and quirks.training-dropout=true", true)]
    [InlineData("kind=train and epochs=3 and batch-size>7", true)]
    [InlineData("kind=classifier and epochs>0", false)]
    [InlineData("run=\"'; DROP TABLE runs; --\"", false)]
    public void Runs_are_those_that_the_expression_is_true_of(string where, bool any)
    {
        var result = _lcam.Run("runs", "--where", where, "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(any, JsonNode.Parse(result.Output)!.AsArray().Count > 0);
    }

    [Theory]
    [InlineData("backbon=vgg16", "there is no column 'backbon' (did you mean 'backbone'?")]
    [InlineData("state", "after 'state' a comparison is expected")]
    [InlineData("(state=failed", "a parenthesis is not closed")]
    [InlineData("state=failed seed=1", "'seed' is not expected here")]
    [InlineData("seconds<soon", "'seconds' is a number, and 'soon' is none")]
    [InlineData("learning-rate=slow", "'learning-rate' is a number, and 'slow' is none")]
    [InlineData("state='x", "a quoted value is not closed")]
    [InlineData("and", "'and' stands where a column is expected")]
    [InlineData("", "a column is missing at the end")]
    public void An_expression_that_is_none_is_refused_with_what_is_wrong(string where, string problem)
    {
        var result = _lcam.Run("runs", "--where", where);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_and_order_are_the_ones_asked_for()
    {
        var lines = _lcam.Run("runs", "--columns", "kind,run", "--sort", "-kind", "--csv").Output.Split("\r\n");
        Assert.Equal(("kind,run", _runs.Count + 2), (lines[0], lines.Length));
        Assert.StartsWith("train,", lines[1], StringComparison.Ordinal);
        Assert.Contains("there is no column 'x'", _lcam.Run("runs", "--columns", "x", "--sort", "y").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_and_notes_are_shown_found_moved_and_taken_away()
    {
        Assert.Equal(0, _lcam.Run("tag", _runs[0], _runs[1], "paper").ExitCode);
        Assert.Equal(0, _lcam.Run("note", _runs[0], "the good one").ExitCode);
        Assert.Equal(2, JsonNode.Parse(_lcam.Run("runs", "--where", "tag=paper", "--json").Output)!.AsArray().Count);
        Assert.Contains("paper: the good one", _lcam.Run("show", _runs[0]).Output, StringComparison.Ordinal);
        Assert.Contains("the good one", _lcam.Run("status", "--json").Output, StringComparison.Ordinal);

        Assert.Equal(0, _lcam.Run("tag", _runs[0], "paper", "--remove").ExitCode);
        Assert.Equal(0, _lcam.Run("note", _runs[0], "--remove").ExitCode);
        Assert.Single(JsonNode.Parse(_lcam.Run("runs", "--where", "tag=paper", "--json").Output)!.AsArray());
    }

    [Theory]
    [InlineData("tag", "-x y")]
    [InlineData("tag", "two words")]
    [InlineData("note", "two\nlines")]
    [InlineData("note", "\u001b[31mred")]
    public void What_cannot_be_a_tag_or_a_note_is_refused(string verb, string text)
    {
        var result = _lcam.Run(verb, _runs[0], "--", text);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("\u001b", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_the_matrix_has_the_whole_s_identities_and_leaves_its_record_alone()
    {
        var spec = _lcam.PathOf("tiny.yaml");
        var whole = JsonNode.Parse(_lcam.Run("plan", spec, "--json").Output)!;
        var part = JsonNode.Parse(_lcam.Run("plan", spec, "--json", "--only", "loss=lcam").Output)!;
        var keys = whole["stages"]!.AsArray().Select(stage => (string)stage!["key"]!).ToHashSet();
        Assert.All(part["stages"]!.AsArray(), stage => Assert.Contains((string)stage!["key"]!, keys));
        var run = _lcam.Run("run", spec, "--only", "loss=lcam");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("that --only chooses are done", run.Error, StringComparison.Ordinal);
        Assert.Equal(whole["cells"]!.ToJsonString(), JsonNode.Parse(_lcam.Run("plan", spec, "--json").Output)!["cells"]!.ToJsonString());
        Assert.Equal(0, _lcam.Run("status", spec, "--only", "loss=lcam").ExitCode);
        Assert.Equal(0, _lcam.Run("table", spec, "--only", "loss=lcam").ExitCode);
    }

    [Theory]
    [InlineData("seed=9", "no cell has seed=9")]
    [InlineData("colour=red", "the matrix has no axis 'colour'")]
    [InlineData("seed", "'seed' is not of the form axis=value")]
    [InlineData("percentage=0", "a stage measures all percentages at once")]
    public void A_part_that_is_none_is_refused_with_what_exists(string only, string problem)
    {
        foreach (var verb in (string[])["plan", "run", "retry", "table", "status"])
        {
            var result = _lcam.Run(verb, _lcam.PathOf("tiny.yaml"), "--only", only);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(problem, result.Error, StringComparison.Ordinal);
        }
    }
}

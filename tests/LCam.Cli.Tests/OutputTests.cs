using System.Diagnostics;
using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>No verb writes over what it must not.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public OutputTests()
    {
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec);
        using var store = ExperimentStore.Open(_lcam.PathOf("store"), TimeProvider.System);
    }

    public void Dispose() => _lcam.Dispose();

    // What each verb that writes is told with a path.
    public static TheoryData<string> Verbs => ["table --output", "checklist --output", "export --output", "export --ro-crate", "report --output"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void An_output_replaces_no_input_and_nothing_in_the_store(string verb)
    {
        var before = _lcam.Files();
        Refused(verb, _spec);
        Refused(verb, _lcam.PathOf("store", "lcam.db"));
        Refused(verb, _lcam.PathOf("store", "stages", "x.zip"));
        Refused(verb, _lcam.PathOf("data", "train.txt"));
        Assert.Equal(before, _lcam.Files());
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void An_output_replaces_no_device_pipe_or_foreign_file(string verb)
    {
        var pipe = _lcam.PathOf("pipe");
        using (var made = Process.Start("mkfifo", pipe))
        {
            made.WaitForExit();
        }

        Refused(verb, pipe, "pipe");
        Refused(verb, "/dev/null", "device");
        Refused(verb, _lcam.Write("notes.md", "# mine\n\nNot a table.\n"));
        Refused(verb, _lcam.PathOf(new string('a', 300)), "too long");
        Assert.Equal("# mine\n\nNot a table.\n", File.ReadAllText(_lcam.PathOf("notes.md")));
        File.Delete(pipe);
    }

    [Fact]
    public void Links_and_hard_links_to_an_input_are_the_input()
    {
        File.CreateSymbolicLink(_lcam.PathOf("link.md"), _spec);
        using (var made = Process.Start("ln", [_spec, _lcam.PathOf("hard.md")]))
        {
            made.WaitForExit();
        }

        Refused("table --output", _lcam.PathOf("link.md"), "is the spec");
        Refused("table --output", _lcam.PathOf("hard.md"), "leads to the spec");
        _lcam.Run("table", _spec, "--output", _lcam.PathOf("hard.md"), "--force").AssertRefused("leads to the spec");
    }

    [Fact]
    public void A_table_replaces_a_table_and_an_empty_file_and_another_file_only_when_forced()
    {
        var table = _lcam.Write("t.md", "");
        Assert.Equal(0, _lcam.Run("table", _spec, "--output", table).ExitCode);
        var text = File.ReadAllText(table);
        Assert.StartsWith("# tiny\n", text, StringComparison.Ordinal);
        foreach (var format in new[] { "csv", "latex", "json", "html", "markdown" })
        {
            Assert.Equal(0, _lcam.Run("table", _spec, "--format", format, "--output", table).ExitCode);
        }

        Assert.Equal(text, File.ReadAllText(table));
        File.WriteAllText(table, "Notes\n" + text);
        _lcam.Run("table", _spec, "--output", table).AssertRefused("is there already, and is no table that lcam wrote", "--force");
        Assert.Equal(0, _lcam.Run("table", _spec, "--output", table, "--force").ExitCode);
        Assert.Equal(text, File.ReadAllText(table));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("run")]
    [InlineData("retry")]
    public void All_that_is_wrong_with_a_spec_s_outputs_is_told_before_any_work(string verb)
    {
        _lcam.Write("tiny.yaml", CommandLineFixture.Spec.Replace("table: table.md }", "table: tiny.seal.json }", StringComparison.Ordinal) + """

            tables:
              spec: { rows: [method], output: tiny.yaml }
              database: { rows: [method], output: store/lcam.db }
              images: { rows: [method], output: data/train.txt }
              one: { rows: [method], output: same.md }
              two: { rows: [method], output: ./same.md }
              below: { rows: [method], output: notes/table.md }
            """);
        _lcam.Write("notes", "mine");
        var before = _lcam.Files();
        _lcam.Run(verb, _spec).AssertRefused(
            "tiny.yaml:10:output.table: ", "tiny.seal.json is where the table goes, too",
            "tiny.yaml:12:tables.spec.output: ", "is the spec",
            "tiny.yaml:13:tables.database.output: ", "lies in the store",
            "tiny.yaml:14:tables.images.output: ", "lies in an input (data.shapes.folder)",
            "tiny.yaml:16:tables.two.output: ", "same.md is where the table goes, too",
            "tiny.yaml:17:tables.below.output: ", "notes is no folder");
        Assert.Equal(before, _lcam.Files());
    }

    [Fact]
    public void A_seal_whose_name_is_too_long_is_found_when_planning()
    {
        _lcam.Write("tiny.yaml", CommandLineFixture.Spec.Replace("name: tiny", "name: " + new string('a', 250), StringComparison.Ordinal));
        _lcam.Run("plan", _spec).AssertRefused("is too long");
    }

    [Fact]
    public void Weights_are_not_converted_onto_themselves_even_when_forced()
    {
        var weights = _lcam.Write("w.pth", "anything");
        File.CreateSymbolicLink(_lcam.PathOf("w.safetensors"), weights);
        _lcam.Run("weights", "convert", weights, _lcam.PathOf("w.safetensors"), "--force").AssertRefused("the file to convert");
        _lcam.Run("weights", "convert", weights, weights, "--force").AssertRefused("the file to convert");
        Assert.Equal("anything", File.ReadAllText(weights));
    }

    private void Refused(string verb, string path, params string[] words)
    {
        var parts = verb.Split(' ');
        _lcam.Run(parts[0], _spec, parts[1], path).AssertRefused(words);
    }
}

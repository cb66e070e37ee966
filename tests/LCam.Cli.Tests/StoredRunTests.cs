using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>What verbs show and move of the runs in a store.</summary>
public sealed class StoredRunTests : IDisposable
{
    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;
    private readonly IReadOnlyList<string> _runs;

    public StoredRunTests()
    {
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec);
        _runs = FilledStore.Make(_lcam, _spec);
    }

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("show")]
    [InlineData("logs")]
    public void A_failure_of_several_lines_is_shown_as_lines(string verb)
    {
        using (var store = ExperimentStore.Open(_lcam.PathOf("store"), TimeProvider.System))
        {
            var run = RunLookup.Find(store, _runs[0], "ID");
            store.Runs.Save(run with { State = RunState.Failed, FailureKind = "crashed", FailureMessage = "the worker died; the last lines:\n  one\n  two" }, "{}");
        }

        var result = _lcam.Run(verb, _runs[0]);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("\\u000a", result.Output, StringComparison.Ordinal);
        var lines = result.Output.Split('\n').Select(line => line.TrimEnd()).ToList();
        var first = lines.FindIndex(line => line.EndsWith("crashed: the worker died; the last lines:", StringComparison.Ordinal));
        Assert.Equal(["one", "two"], lines[(first + 1)..(first + 3)].Select(line => line.Trim()));
    }

    [Fact]
    public void Every_spec_of_an_export_is_found_under_whatever_name_the_store_has_it()
    {
        var renamed = _lcam.Write("renamed.yaml", CommandLineFixture.Spec.Replace("name: tiny", "name: renamed", StringComparison.Ordinal));
        var result = _lcam.Run("export", _spec, renamed, "--output", _lcam.PathOf("both.zip"));
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains($"{_runs.Count} runs", result.Error, StringComparison.Ordinal);
    }
}

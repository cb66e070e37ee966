using LCam.Experiments.Comparing;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;

namespace LCam.Experiments.Tests.Comparing;

public sealed class RunComparisonTests : IDisposable
{
    private static readonly string First = StoreFixture.Key('a');
    private static readonly string Second = StoreFixture.Key('b');

    private readonly StoreFixture _fixture = new();

    public RunComparisonTests()
    {
        _fixture.Record("e", null, null, First);
        _fixture.Record("f", null, null, Second);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Settings_code_environment_outcome_and_metrics_are_told_apart()
    {
        var a = _fixture.Run(First, environment: """{"build":"1","threads":2}""", entries: [StoreFixture.Image(0)]);
        var b = _fixture.Run(Second, environment: """{"build":"2","threads":4}""", entries: [StoreFixture.Image(0, masked: 0.125)]);
        var difference = new RunComparison(_fixture.Store).Compare(a, b);
        Assert.Equal(["seed: \"a\" -> \"b\""], difference.Settings.Select(one => one.ToString()));
        Assert.Equal(["build: \"1\" -> \"2\""], difference.Code.Select(one => one.ToString()));
        Assert.Equal(["threads: 2 -> 4"], difference.Environment.Select(one => one.ToString()));
        Assert.Empty(difference.Outcome);
        Assert.Equal(["at percentage 0: average drop: 50 -> 75"], difference.Metrics.Select(one => one.ToString()));
        Assert.False(difference.SameNumbers);
    }

    [Fact]
    public void A_run_is_the_same_as_itself_NaN_and_all()
    {
        var run = _fixture.Run(First, entries: [StoreFixture.Image(0)]);
        var difference = new RunComparison(_fixture.Store).Compare(run, run);
        Assert.True(difference.SameNumbers);
        Assert.Empty(difference.Outcome);
    }

    [Fact]
    public void Failed_and_running_runs_are_compared_by_what_they_have()
    {
        var failed = _fixture.Run(First, RunState.Failed);
        var running = _fixture.Run(Second, RunState.Running, entries: [new EpochEntry(0, 9, new Dictionary<string, double> { ["loss"] = 0.5 })]);
        var difference = new RunComparison(_fixture.Store).Compare(failed, running);
        Assert.Equal(["failure: \"input: no image\" -> null", "state: \"failed\" -> \"running\""], difference.Outcome.Select(one => one.ToString()));
        Assert.Equal(["epoch 0: loss: (none) -> 0.5"], difference.Metrics.Select(one => one.ToString()));
    }
}

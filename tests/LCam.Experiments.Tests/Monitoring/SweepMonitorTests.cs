using System.IO.Abstractions;
using LCam.Experiments.Journals;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;

namespace LCam.Experiments.Tests.Monitoring;

public sealed class SweepMonitorTests : IDisposable
{
    private static readonly string Classifier = StoreFixture.Key('a');
    private static readonly string Train = StoreFixture.Key('b');
    private static readonly string Measure = StoreFixture.Key('c');

    private readonly StoreFixture _fixture = new();

    public SweepMonitorTests() => _fixture.Record("e", Classifier, Train, Measure);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_stage_under_way_says_how_far_how_fast_and_how_long()
    {
        _fixture.Run(Classifier);
        Start(Train, 100, 25);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(50));
        var sweep = Look();
        Assert.Equal(["succeeded", "running", "planned"], sweep.Stages.Select(stage => stage.State));
        var activity = Assert.Single(sweep.Running);
        Assert.Equal((25L, 100L, 8.0), (activity.Journal.Done, activity.Journal.Total, activity.ImagesPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(150), activity.Left);
        Assert.Equal(TimeSpan.FromSeconds(50), activity.Silence);

        // How long measuring takes, nobody knows yet.
        Assert.Null(sweep.Left);
    }

    [Fact]
    public void The_speed_is_that_since_the_work_last_went_on()
    {
        Start(Train, 100, 25);
        _fixture.Clock.Advance(TimeSpan.FromHours(3));
        _fixture.Store.Events.Append("run-resumed", RunRecord.IdOf(Train, 1));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(Look().Running).Left);
    }

    [Fact]
    public void A_sweep_s_time_is_guessed_from_what_stages_of_each_kind_took()
    {
        _fixture.Record("other", null, StoreFixture.Key('d'), StoreFixture.Key('e'));
        _fixture.Run(Classifier);
        _fixture.Run(Train);
        _fixture.Run(Measure);
        Assert.Equal(TimeSpan.Zero, Look().Left);
        Assert.Equal(2, new SweepMonitor(_fixture.Store, new FileSystem(), _fixture.Clock).Look("other").Counts["planned"]);
    }

    private void Start(string key, int total, int done)
    {
        _fixture.Run(key, RunState.Running);
        using var journal = new JournalWriter(new FileSystem(), _fixture.PathOf(key, 1, "journal.jsonl"), 0);
        journal.Append(new StartEntry(total, "steps", 0));
        for (var step = 0; step < done; step++)
        {
            journal.Append(new StepEntry(0, step, 16, new Dictionary<string, double> { ["loss"] = 1 }));
        }
    }

    private SweepStatus Look() => new SweepMonitor(_fixture.Store, new FileSystem(), _fixture.Clock).Look("e");
}

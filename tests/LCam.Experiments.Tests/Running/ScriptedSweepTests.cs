using LCam.Experiments.Journals;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Running;

/// <summary>
/// What a coordinator does with an engine whose jobs wait, take long, get lost, and of which it hears late or never: each
/// job is queued for 15 seconds and works for 30, and the engine wants to be asked every 10.
/// </summary>
public sealed class ScriptedSweepTests : IDisposable
{
    private ScriptedSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void Many_jobs_are_submitted_at_once_and_asked_for_at_once_as_often_as_the_engine_wants()
    {
        Sweep("abc");
        var engine = _sweep.Engine();
        Assert.Equal(new RunSummary(0, 3, 0, 0, 0), _sweep.Execute(engine));
        Assert.Equal([3], engine.Submissions);
        Assert.All(engine.Polls, poll => Assert.Equal(3, poll.Jobs));
        Assert.Equal([10.0, 20, 30, 40, 50], engine.Polls.Select(poll => poll.Second));
    }

    [Fact]
    public void No_more_jobs_are_under_way_than_the_engine_takes_and_none_before_what_it_needs()
    {
        Sweep("abcd", "da");
        var engine = new ScriptedEngine(_sweep.Cluster, _sweep.Clock) { Capacity = 2 };
        Assert.Equal(new RunSummary(0, 4, 0, 0, 0), _sweep.Execute(engine));
        Assert.Equal([2, 2], engine.Submissions);
        Assert.Equal(["a", "b", "c", "d"], _sweep.Cluster.Jobs);
        Assert.All(engine.Polls, poll => Assert.Equal(2, poll.Jobs));
    }

    [Fact]
    public void A_run_is_queued_while_its_job_is_and_its_place_is_the_one_that_its_worker_tells()
    {
        _sweep.Clock.At(12, () => Assert.Equal((RunState.Queued, "cpu", 1), (_sweep.Run().State, _sweep.Run().Device, _sweep.Run().Threads)));
        _sweep.Clock.At(35, () => Assert.Equal((RunState.Running, "cuda:3", 8), (_sweep.Run().State, _sweep.Run().Device, _sweep.Run().Threads)));
        Assert.True(_sweep.Execute().Complete);
        var run = _sweep.Run();
        Assert.Equal((RunState.Succeeded, "cuda:3", 8), (run.State, run.Device, run.Threads));
        Assert.Equal(new EngineJob("scripted", JobId.Parse("4711_1")), run.Job);
        Assert.Equal(ScriptedCluster.Environment, _sweep.Store.Environments.Of(run));
        Assert.Equal((ScriptedCluster.Host, ScriptedCluster.Environment), (Stretch().Host, Stretch().Environment));
    }

    [Theory]
    [InlineData(JobEndKind.Killed, "killed", "it was preempted")]
    [InlineData(JobEndKind.Crashed, "crashed", "it was preempted")]
    [InlineData(JobEndKind.Lost, "killed", "it was preempted; 'lcam run' goes on from what it had saved")]
    public void A_job_that_leaves_nothing_under_watch_fails_its_run_with_the_engines_reason(JobEndKind kind, string failure, string message)
    {
        _sweep.Cluster.Scripts[0] = new JobScript { HasResult = false, End = new JobEnd(kind, "it was preempted") };
        Assert.Equal(new RunSummary(0, 0, 1, 0, 0), _sweep.Execute());
        Assert.Equal((failure, message), (_sweep.Run().FailureKind, _sweep.Run().FailureMessage));
        Assert.Equal(kind != JobEndKind.Crashed, _sweep.Run().CanGoOn);
    }

    [Fact]
    public void A_job_that_the_engine_forgets_under_watch_is_lost_and_the_next_sweep_goes_on_from_what_it_saved()
    {
        _sweep.Cluster.Scripts.Insert(0, new JobScript { ForgottenAt = 28 });
        Assert.Equal(new RunSummary(0, 0, 1, 0, 0), _sweep.Execute());
        Assert.Contains("the engine does not know the job any more", _sweep.Run().FailureMessage, StringComparison.Ordinal);
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(1, _sweep.Run().Attempt);
    }

    [Fact]
    public void From_an_answer_that_is_late_nothing_follows()
    {
        _sweep.Cluster.Scripts[0] = new JobScript { IsSilent = second => second < 600 };
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(["run-started", "run-succeeded"], _sweep.Events());
        Assert.InRange(_sweep.Clock.Now.TotalSeconds, 600, 620);
    }

    [Fact]
    public void A_job_that_its_engine_started_again_on_another_machine_is_followed_from_where_it_goes_on()
    {
        _sweep.Clock.At(32, () =>
        {
            using var journal = new JournalWriter(_sweep.Folder().FileSystem, _sweep.Folder().JournalPath, 0);
            journal.Append(new StretchEntry(0, ScriptedCluster.Environment.Replace("8", "4", StringComparison.Ordinal), 1, "another-node-with-a-long-name"));
            journal.Append(new StepEntry(0, 0, 2, new Dictionary<string, double> { ["loss"] = 1 }));
        });
        Assert.True(_sweep.Execute().Complete);
        _sweep.AssertWhole();
        Assert.Equal((4, "another-node-with-a-long-name"), (_sweep.Run().Threads, Stretch().Host));
    }

    [Fact]
    public void What_an_engine_does_not_take_now_is_offered_again_when_it_may_be_asked_again()
    {
        var engine = _sweep.Engine();
        engine.Refusals = 3;
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute(engine));
        Assert.Equal(4, engine.Submissions.Count);
        Assert.Equal(["run-started", "run-succeeded"], _sweep.Events());
        Assert.InRange(_sweep.Clock.Now.TotalSeconds, 75, 90);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    public void A_request_to_stop_reaches_each_job_once_and_the_next_sweep_goes_on(int second)
    {
        Sweep("ab");
        using var stop = new CancellationTokenSource();
        _sweep.Clock.At(second, stop.Cancel);
        Assert.Equal(new RunSummary(0, 0, 0, 0, 2), _sweep.Execute(cancellation: stop.Token));
        Assert.Equal(["4711_1", "4711_2"], _sweep.Cluster.Cancelled);
        Assert.Equal(RunState.Interrupted, _sweep.Run('b').State);
        Assert.Equal(new RunSummary(0, 2, 0, 0, 0), _sweep.Execute());
    }

    [Fact]
    public void A_request_to_stop_also_ends_what_no_engine_took()
    {
        using var stop = new CancellationTokenSource();
        _sweep.Clock.At(25, stop.Cancel);
        var engine = _sweep.Engine();
        engine.Refusals = int.MaxValue;
        Assert.Equal(new RunSummary(0, 0, 0, 0, 1), _sweep.Execute(engine, stop.Token));
        Assert.Empty(_sweep.Cluster.Jobs);
    }

    [Fact]
    public void Stages_that_share_work_are_one_job_and_one_that_fails_fails_alone()
    {
        Sweep("ABCd");
        _sweep.Cluster.Scripts[0] = new JobScript { Failure = new StageFailure("memory", "memory ran out") };
        _sweep.Cluster.Scripts.Add(new JobScript());
        Assert.Equal(new RunSummary(0, 3, 1, 0, 0), _sweep.Execute());
        Assert.Equal(["ABC", "d"], _sweep.Cluster.Jobs);
        Assert.Equal([RunState.Failed, RunState.Succeeded, RunState.Succeeded], "ABC".Select(stage => _sweep.Run(stage).State));
    }

    [Fact]
    public void A_restarted_coordinator_follows_a_cohorts_job_and_submits_only_what_is_new()
    {
        Sweep("AB");
        _sweep.RunAndKill(25);
        _sweep.Stages = "ABC";
        var engine = _sweep.Engine();
        Assert.Equal(new RunSummary(0, 3, 0, 0, 0), _sweep.Execute(engine));
        Assert.Equal(["AB"], engine.Attached);
        Assert.Equal(["AB", "C"], _sweep.Cluster.Jobs);
        Assert.All("AB", stage => Assert.Equal(ScriptedSweep.Attached, _sweep.Events(stage)));
        Assert.Equal(2, engine.Polls.Max(poll => poll.Jobs));
    }

    private void Sweep(string stages, params string[] needs)
    {
        _sweep.Dispose();
        _sweep = new ScriptedSweep { Stages = stages, Needs = needs };
    }

    private StretchRecord Stretch() => Assert.Single(_sweep.Store.Environments.StretchesOf(_sweep.Run().Id));
}

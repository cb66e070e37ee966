using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Running;

/// <summary>
/// What becomes of jobs that outlive the coordinator that submitted them, and of those that several coordinators follow: each
/// job is queued for 15 seconds and works for 30, and the engine wants to be asked every 10.
/// </summary>
public sealed class ScriptedAttachmentTests : IDisposable
{
    private readonly ScriptedSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(44)]
    public void A_coordinator_that_was_killed_and_started_again_attaches_to_its_healthy_job(int second)
    {
        _sweep.RunAndKill(second);
        var engine = _sweep.Engine();
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute(engine));
        Assert.Equal(ScriptedSweep.Attached, _sweep.Events());
        Assert.Empty(engine.Submissions);
        Assert.Equal(["a"], engine.Attached);
        Assert.Empty(_sweep.Cluster.Cancelled);
        _sweep.AssertWhole();
    }

    [Fact]
    public void A_run_that_several_coordinators_watched_one_after_another_took_as_long_as_its_job_did()
    {
        _sweep.RunAndKill(10);
        _sweep.RunAndKill(30);
        Assert.True(_sweep.Execute().Complete);
        Assert.Equal(50, _sweep.Run().Seconds, 1.0);
        Assert.Equal(["run-started", "run-attached", "run-attached", "run-succeeded"], _sweep.Events());
    }

    [Fact]
    public void A_job_that_ended_while_nobody_looked_is_taken_in()
    {
        _sweep.RunAndKill(5);
        _sweep.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(ScriptedSweep.Attached, _sweep.Events());
        _sweep.AssertWhole();
    }

    [Fact]
    public void A_job_that_failed_while_nobody_looked_has_failed_and_is_not_repeated()
    {
        _sweep.Cluster.Scripts[0] = new JobScript { Failure = new StageFailure(StageFailure.Diverged, "the loss is no number") };
        _sweep.RunAndKill(5);
        _sweep.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(new RunSummary(0, 0, 1, 0, 0), _sweep.Execute());
        Assert.Equal((RunState.Failed, StageFailure.Diverged), (_sweep.Run().State, _sweep.Run().FailureKind));
        Assert.Equal(["a"], _sweep.Cluster.Jobs);
    }

    [Theory]
    [InlineData(JobEndKind.Killed)]
    [InlineData(JobEndKind.Lost)]
    [InlineData(JobEndKind.Crashed)]
    public void A_job_that_left_nothing_while_nobody_looked_goes_on_in_another(JobEndKind kind)
    {
        _sweep.Cluster.Scripts.Insert(0, new JobScript { HasResult = false, End = new JobEnd(kind) });
        _sweep.RunAndKill(5);
        _sweep.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(["run-started", "run-resumed", "run-succeeded"], _sweep.Events());
        Assert.Equal("4711_2", _sweep.Run().Job!.Id.ToString());
        _sweep.AssertWhole();
    }

    [Fact]
    public void Who_cannot_ask_for_a_dead_coordinators_job_waits_until_the_engine_answers()
    {
        _sweep.Cluster.Scripts[0] = new JobScript { IsSilent = second => second is > 20 and < 600 };
        _sweep.RunAndKill(22);
        _sweep.Clock.At(590, () => Assert.Equal(int.MaxValue, _sweep.Run().Pid));
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(ScriptedSweep.Attached, _sweep.Events());
        Assert.Equal(["a"], _sweep.Cluster.Jobs);
    }

    [Fact]
    public void A_job_of_another_engine_is_never_taken_over()
    {
        _sweep.RunAndKill(20);
        var other = new ScriptedEngine(_sweep.Cluster, _sweep.Clock) { Name = "another" };
        EndElsewhere(1000);
        Assert.Equal(new RunSummary(1, 0, 0, 0, 0), _sweep.Execute(other));
        Assert.Empty(other.Polls);
        Assert.Equal(["run-started"], _sweep.Events());
    }

    [Fact]
    public void A_coordinator_that_slept_while_another_attached_leaves_the_job_to_it()
    {
        var other = HostIdentity.Current() with { Pid = 1, BootId = $"{HostIdentity.Current().BootId.Split('/')[0]}//{HostIdentity.Current().BootId.Split('/')[2]}" };
        _sweep.Clock.At(22, () => _sweep.Store.Runs.Save(_sweep.Run() with { Pid = other.Pid, BootId = other.BootId }, "{}"));
        EndElsewhere(300);
        Assert.Equal(new RunSummary(1, 0, 0, 0, 0), _sweep.Execute());
        Assert.Empty(_sweep.Cluster.Cancelled);
        Assert.Equal(1, _sweep.Run().Pid);
    }

    [Fact]
    public void A_job_whose_run_went_to_another_job_is_stopped()
    {
        _sweep.Clock.At(22, () => _sweep.Store.Runs.Save(_sweep.Run() with { Pid = 1, Host = "elsewhere", Job = null, State = RunState.Succeeded }, "{}"));
        Assert.Equal(new RunSummary(1, 0, 0, 0, 0), _sweep.Execute());
        Assert.Equal(["4711_1"], _sweep.Cluster.Cancelled);
    }

    [Fact]
    public void A_job_whose_id_nobody_took_down_is_waited_for_and_taken_in()
    {
        _sweep.Cluster.Scripts.Insert(0, new JobScript { Queued = 0 });
        _sweep.RunAndKillBehindSubmission();
        _sweep.Cluster.Proceed();
        _sweep.Clock.At(29, _sweep.Cluster.Proceed);
        _sweep.Clock.At(31, _sweep.Cluster.Proceed);
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(["a"], _sweep.Cluster.Jobs);
        _sweep.AssertWhole();
    }

    [Fact]
    public void Two_jobs_for_one_folder_harm_nothing()
    {
        _sweep.Cluster.Scripts.Insert(0, new JobScript { Queued = 35 });
        _sweep.RunAndKillBehindSubmission();
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), _sweep.Execute());
        Assert.Equal(["a", "a"], _sweep.Cluster.Jobs);
        _sweep.AssertWhole();
        var result = File.ReadAllText(_sweep.Folder().ResultPath);
        _sweep.Clock.Advance(TimeSpan.FromMinutes(5));
        _sweep.Cluster.Proceed();
        Assert.Equal(result, File.ReadAllText(_sweep.Folder().ResultPath));
    }

    // Somebody else sees the job to its end.
    private void EndElsewhere(int second) => _sweep.Clock.At(second, () =>
    {
        _sweep.Cluster.Proceed();
        _sweep.Store.Runs.Save(_sweep.Run() with { State = RunState.Succeeded }, "{}");
    });
}

using LCam.Experiments.Running;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;

namespace LCam.Experiments.Tests.Running;

/// <summary>Who holds a run, and who may say that it is over: a process that is certainly dead, or the engine of its job.</summary>
public sealed class LeaseWatchTests : IDisposable
{
    private static readonly HostIdentity Here = HostIdentity.Current();
    private static readonly string[] Parts = Here.BootId.Split('/');
    private static readonly HostIdentity Alive = Here with { Pid = 1, BootId = $"{Parts[0]}//{Parts[2]}" };
    private static readonly HostIdentity Dead = Here with { Pid = int.MaxValue };
    private static readonly HostIdentity Elsewhere = new("elsewhere", 7, "b");

    private readonly ScriptedSweep _sweep = new();
    private readonly ScriptedEngine _engine;
    private readonly LeaseWatch _leases;

    public LeaseWatchTests()
    {
        _engine = _sweep.Engine();
        _leases = new LeaseWatch(Here, _sweep.Clock, _engine);
    }

    public void Dispose() => _sweep.Dispose();

    [Theory]
    [InlineData(true, true, "Held")]
    [InlineData(true, false, "Held")]
    [InlineData(false, true, "Unwatched")]
    [InlineData(false, false, "Free")]
    public void Where_the_coordinator_is_dead_its_job_holds_the_run(bool isAlive, bool hasJob, string lease)
    {
        var run = Run(isAlive ? Alive : Dead, hasJob ? Submit() : null);
        _leases.Ask([run]);
        Assert.Equal(lease, _leases.Of(run).ToString());
        Assert.Equal(lease == "Unwatched" ? 1 : 0, _engine.Polls.Count);
    }

    [Fact]
    public void A_job_that_nobody_asked_for_is_held() => Assert.Equal(Lease.Held, _leases.Of(Run(Dead, Submit())));

    [Fact]
    public void What_is_over_is_free_whoever_held_it() =>
        Assert.Equal(Lease.Free, _leases.Of(Run(Alive, Submit()) with { State = RunState.Interrupted }));

    [Fact]
    public void A_job_that_the_engine_does_not_know_has_ended()
    {
        var run = Run(Dead, JobId.Parse("999"));
        _leases.Ask([run]);
        Assert.Equal(Lease.Ended, _leases.Of(run));
    }

    [Fact]
    public void A_coordinator_of_another_machine_is_believed_while_its_heart_beats_and_then_the_engine_is_asked()
    {
        var run = Run(Elsewhere, Submit());
        _leases.Ask([run]);
        Assert.Equal(Lease.Held, _leases.Of(run));
        _sweep.Clock.Advance(HostIdentity.Patience + TimeSpan.FromSeconds(1));
        _leases.Ask([run]);
        Assert.Equal(Lease.Unwatched, _leases.Of(run));
    }

    [Fact]
    public void Many_jobs_are_asked_for_at_once_and_no_more_often_than_the_engine_wants()
    {
        var runs = Enumerable.Range(0, 5).Select(_ => Run(Dead, Submit())).ToList();
        for (var second = 0; second < 25; second++)
        {
            _leases.Ask(runs);
            _sweep.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([(0.0, 5), (10.0, 5), (20.0, 5)], _engine.Polls);
    }

    [Fact]
    public void An_answer_that_is_missing_changes_nothing_of_what_was_known()
    {
        _sweep.Cluster.Scripts[0] = new JobScript { Queued = 10_000, IsSilent = second => second > 5 };
        var run = Run(Dead, Submit());
        _leases.Ask([run]);
        _sweep.Clock.Advance(TimeSpan.FromMinutes(1));
        _leases.Ask([run]);
        Assert.Equal(Lease.Unwatched, _leases.Of(run));
        Assert.Equal(2, _engine.Polls.Count);
    }

    // It waits long enough to be there at any time that a test asks.
    private JobId Submit()
    {
        _sweep.Cluster.Scripts[0] = _sweep.Cluster.Scripts[0] with { Queued = 10_000 };
        return _engine.Submit([[_sweep.Folder()]])[0]!.Value;
    }

    private RunRecord Run(HostIdentity process, JobId? job) => new()
    {
        Id = $"{Orders.Key('a')[..12]}.1",
        StageKey = Orders.Key('a'),
        Attempt = 1,
        State = RunState.Running,
        Host = process.Host,
        Pid = process.Pid,
        BootId = process.BootId,
        Heartbeat = DateTimeOffset.UnixEpoch,
        Started = DateTimeOffset.UnixEpoch,
        Device = "cpu",
        Threads = 1,
        EnvironmentId = "e",
        Job = job is { } id ? new EngineJob(_engine.Name, id) : null,
    };
}

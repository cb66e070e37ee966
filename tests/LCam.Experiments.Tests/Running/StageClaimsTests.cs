using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace LCam.Experiments.Tests.Running;

public sealed class StageClaimsTests : IDisposable
{
    private static readonly string Key = Orders.Key('a');
    private static readonly HostIdentity Here = HostIdentity.Current();

    private static readonly string[] Parts = Here.BootId.Split('/');

    // The test's parent: alive as long as the test is, and another process.
    private static readonly HostIdentity Neighbour = Here with { Pid = 1, BootId = $"{Parts[0]}//{Parts[2]}" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-claims-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly ExperimentStore _store;
    private readonly StageClaims _claims;

    public StageClaimsTests()
    {
        _store = ExperimentStore.Open(_folder.FullName, _clock);
        _store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [new StageRecord(Key, "classifier", "l", "{}")], []);
        var environment = new EnvironmentDescription("now", Threads(1));
        _claims = new StageClaims(_store, Here, environment, new LeaseWatch(Here, _clock, new NoEngine()), new EarlierWork(_store, new FileSystem(), environment, ResiliencePipeline.Empty), _clock);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_stage_that_nobody_tried_becomes_ours()
    {
        var claim = Claim(PlanState.Run);
        Assert.Equal((ClaimOutcome.Ours, 1, false), (claim.Outcome, claim.Run.Attempt, claim.Resumes));
        Assert.Equal(Here, _store.Runs.Of(Key).Single().Process);
    }

    [Fact]
    public void One_that_a_living_process_executes_is_its_own()
    {
        Save(RunState.Running, Neighbour);
        Assert.Equal(ClaimOutcome.Held, Claim(PlanState.Run).Outcome);
        Assert.Equal(Neighbour, _store.Runs.Of(Key).Single().Process);
    }

    [Fact]
    public void A_dead_holders_run_goes_on_here()
    {
        Save(RunState.Running, Neighbour with { Pid = int.MaxValue });
        var claim = Claim(PlanState.Run);
        Assert.Equal((ClaimOutcome.Ours, 1, true), (claim.Outcome, claim.Run.Attempt, claim.Resumes));
    }

    [Fact]
    public void A_number_that_another_process_got_since_holds_nothing()
    {
        Save(RunState.Running, Neighbour with { BootId = $"{Parts[0]}/123456789123/{Parts[2]}" });
        Assert.Equal(ClaimOutcome.Ours, Claim(PlanState.Elsewhere).Outcome);
    }

    // Another machine, or a container, may have this one's name; the same number means another process there.
    [Theory]
    [InlineData("another boot", null)]
    [InlineData(null, "4026500001")]
    public void A_holder_of_another_boot_or_PID_namespace_counts_as_dead_only_when_its_heartbeat_stands_still(string? boot, string? space)
    {
        Save(RunState.Running, Neighbour with { Pid = int.MaxValue, BootId = $"{boot ?? Parts[0]}//{space ?? Parts[2]}" });
        Assert.Equal(ClaimOutcome.Held, Claim(PlanState.Elsewhere).Outcome);
        _clock.Advance(HostIdentity.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(ClaimOutcome.Ours, Claim(PlanState.Elsewhere).Outcome);
    }

    [Fact]
    public void What_was_begun_under_the_same_conditions_goes_on()
    {
        Begin(Threads(1));
        var claim = Claim(PlanState.Resume, 1);
        Assert.Equal((ClaimOutcome.Ours, 1, true), (claim.Outcome, claim.Run.Attempt, claim.Resumes));
    }

    [Fact]
    public void What_was_begun_under_other_conditions_is_refused_and_stays_as_it_was()
    {
        Begin(Threads(2));
        var claim = Claim(PlanState.Resume, 1);
        Assert.Equal(ClaimOutcome.Refused, claim.Outcome);
        Assert.Equal(["threads 2 then, 1 now"], claim.From!.Differences);
        Assert.Equal((RunState.Interrupted, Neighbour), (_store.Runs.Of(Key).Single().State, _store.Runs.Of(Key).Single().Process));
    }

    [Fact]
    public void It_goes_on_where_that_is_asked_for_and_begins_anew_where_failures_are_repeated()
    {
        Begin(Threads(2));
        var elsewhere = _claims.Claim(Stage(PlanState.Resume, 1), new RunOptions(ContinueElsewhere: true));
        Assert.Equal((ClaimOutcome.Ours, 1, true), (elsewhere.Outcome, elsewhere.Run.Attempt, elsewhere.Resumes));
        Begin(Threads(2));
        var anew = _claims.Claim(Stage(PlanState.Resume, 1), new RunOptions(RetryFailed: true));
        Assert.Equal((ClaimOutcome.Ours, 2, false), (anew.Outcome, anew.Run.Attempt, anew.Resumes));
    }

    [Fact]
    public void What_an_older_program_began_was_begun_where_its_row_says()
    {
        Begin(null);
        Assert.Equal(["threads none then, 1 now"], Claim(PlanState.Resume, 1).From!.Differences);
    }

    [Fact]
    public void A_run_that_had_saved_nothing_begins_anywhere()
    {
        Begin(Threads(2), saves: false);
        Assert.Equal(ClaimOutcome.Ours, Claim(PlanState.Resume, 1).Outcome);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(3600)]
    public void A_holder_on_another_machine_is_dead_when_its_heartbeat_stands_still_whatever_its_clock_says(int secondsApart)
    {
        var elsewhere = new HostIdentity("elsewhere", 7, "b");
        var heartbeat = _clock.GetUtcNow().AddSeconds(secondsApart);
        for (var minute = 0; minute < 5; minute++)
        {
            Save(RunState.Running, elsewhere, heartbeat: heartbeat.AddMinutes(minute));
            Assert.Equal(ClaimOutcome.Held, Claim(PlanState.Elsewhere).Outcome);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        _clock.Advance(HostIdentity.Patience);
        Assert.Equal(ClaimOutcome.Ours, Claim(PlanState.Elsewhere).Outcome);
    }

    [Theory]
    [InlineData(PlanState.Run, 0, RunState.Succeeded, "Done")]
    [InlineData(PlanState.Elsewhere, 1, RunState.Succeeded, "Done")]
    [InlineData(PlanState.Resume, 1, RunState.Succeeded, "Done")]
    [InlineData(PlanState.Run, 0, RunState.Failed, "Failed")]
    [InlineData(PlanState.Resume, 1, RunState.Failed, "Failed")]
    public void What_another_process_did_since_the_plan_was_made_is_not_done_again(PlanState planned, int attempt, RunState state, string outcome)
    {
        Save(state, Neighbour);
        Assert.Equal(outcome, Claim(planned, attempt).Outcome.ToString());
    }

    [Fact]
    public void What_the_plan_knew_to_have_failed_is_tried_anew()
    {
        Save(RunState.Failed, Neighbour);
        var claim = Claim(PlanState.Failed, 1);
        Assert.Equal((ClaimOutcome.Ours, 2, false), (claim.Outcome, claim.Run.Attempt, claim.Resumes));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_killed_run_goes_on_unless_resuming_is_off(bool resume, int attempt)
    {
        Save(RunState.Failed, Neighbour, StageFailure.Killed);
        var claim = _claims.Claim(Stage(PlanState.Resume, 1), new RunOptions(Resume: resume));
        Assert.Equal((ClaimOutcome.Ours, attempt, resume), (claim.Outcome, claim.Run.Attempt, claim.Resumes));
    }

    [Fact]
    public void Whoever_lost_a_run_can_no_longer_write_it()
    {
        var ours = Claim(PlanState.Run).Run;
        Assert.True(_store.Runs.Update(ours with { Seconds = 1 }, "{}"));
        Save(RunState.Running, Neighbour);
        Assert.False(_store.Runs.Update(ours with { Seconds = 2 }, "{}"));
        Assert.Equal(Neighbour, _store.Runs.Of(Key).Single().Process);
    }

    private static string Threads(int threads) => FormattableString.Invariant($"{{\"threads\":{threads}}}");

    // An interrupted training, and the conditions that its journal tells of; null where it tells of none.
    private void Begin(string? conditions, bool saves = true)
    {
        Save(RunState.Interrupted, Neighbour);
        Orders.Begin(Orders.Folder(new FileSystem(), 'a', _folder.FullName), conditions, saves ? 2 : null);
    }

    private StageClaim Claim(PlanState state, int attempt = 0) => _claims.Claim(Stage(state, attempt), new RunOptions());

    private static PlannedStage Stage(PlanState state, int attempt) => new()
    {
        Key = Key,
        Kind = StageKind.Classifier,
        Label = "a stage",
        MakeIdentity = () => "{}",
        Needs = [],
        MakeOrder = () => Orders.Classifier('a'),
        State = state,
        Reason = "",
        Attempt = attempt,
    };

    private void Save(RunState state, HostIdentity holder, string? failure = null, DateTimeOffset? heartbeat = null) => _store.Runs.Save(
        new RunRecord
        {
            Id = RunRecord.IdOf(Key, 1),
            StageKey = Key,
            Attempt = 1,
            State = state,
            Host = holder.Host,
            Pid = holder.Pid,
            BootId = holder.BootId,
            Heartbeat = heartbeat ?? _clock.GetUtcNow(),
            Started = _clock.GetUtcNow(),
            Device = "cpu",
            Threads = 1,
            EnvironmentId = "e",
            FailureKind = failure,
        },
        "{}");
}

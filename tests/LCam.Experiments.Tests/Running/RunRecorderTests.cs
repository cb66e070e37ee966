using System.IO.Abstractions;
using Dapper;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;
using Microsoft.Data.Sqlite;
using Polly;

namespace LCam.Experiments.Tests.Running;

public sealed class RunRecorderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-recorder-");
    private readonly SteadyClock _clock = new();
    private readonly ExperimentStore _store;
    private readonly SilentObserver _observer = new();
    private readonly RunRecorder _recorder;
    private readonly ActiveRun _run;

    public RunRecorderTests()
    {
        var key = Orders.Key('a');
        var environment = new EnvironmentDescription("e", "{}");
        _store = ExperimentStore.Open(_folder.FullName, _clock);
        _store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [new StageRecord(key, "classifier", "l", "{}")], []);
        _recorder = new RunRecorder(_store, new SourceSnapshot("{}"), _clock, ResiliencePipeline.Empty, _observer);
        var here = HostIdentity.Current();
        var stage = new PlannedStage
        {
            Key = key,
            Kind = StageKind.Classifier,
            Label = "a stage",
            MakeIdentity = () => "{}",
            Needs = [],
            MakeOrder = () => Orders.Classifier('a'),
            State = PlanState.Run,
            Reason = "",
        };
        var claim = new StageClaims(_store, here, environment, new LeaseWatch(here, _clock, new NoEngine()), new EarlierWork(_store, new FileSystem(), environment, ResiliencePipeline.Empty), _clock).Claim(stage, new RunOptions());
        _run = new ActiveRun(stage, Orders.Folder(new FileSystem(), 'a', _folder.FullName), stage, claim.Run, environment, _clock.GetTimestamp());
    }

    private RunRecord Stored => _store.Runs.Of(_run.Record.StageKey).Single();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_clock_that_is_set_back_neither_silences_the_heartbeat_nor_shortens_the_run()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        _recorder.Ingest(_run);
        var before = Stored.Heartbeat;
        _clock.Now = _clock.Now.AddHours(-1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _recorder.Ingest(_run);
        Assert.Equal(before.AddHours(-1).AddSeconds(10), Stored.Heartbeat);
        Assert.Equal(RunState.Succeeded, _recorder.End(_run, new StageResult(null, [])));
        Assert.Equal(20, Stored.Seconds);
    }

    [Fact]
    public void What_a_dead_worker_left_is_kept_with_the_cause_of_its_death()
    {
        using (var journal = new JournalWriter(_run.Folder.FileSystem, _run.Folder.JournalPath, 0))
        {
            journal.Append(new StepEntry(0, 0, 2, new Dictionary<string, double> { ["loss"] = 0.5 }));
        }

        Assert.Equal(RunState.Failed, _recorder.End(_run, new StageResult(new StageFailure(StageFailure.Crashed, "it crashed"), [])));
        Assert.Equal(("crashed", "it crashed"), (Stored.FailureKind, Stored.FailureMessage));
        Assert.Equal(0.5, Assert.Single(_store.Scores.Metrics(_run.Record.Id, "step")).Value);
    }

    [Fact]
    public void A_run_that_another_process_took_over_is_left_to_it()
    {
        using (var journal = new JournalWriter(_run.Folder.FileSystem, _run.Folder.JournalPath, 0))
        {
            journal.Append(new StepEntry(0, 0, 2, new Dictionary<string, double> { ["loss"] = 0.5 }));
        }

        var theirs = _run.Record with { Host = "elsewhere" };
        _store.Runs.Save(theirs, "{}");
        _clock.Advance(TimeSpan.FromSeconds(10));
        _recorder.Ingest(_run);
        Assert.True(_run.IsLost);
        Assert.Null(_recorder.End(_run, new StageResult(null, [])));
        Assert.Equal(("elsewhere", RunState.Running), (Stored.Host, Stored.State));
        Assert.Empty(_store.Scores.Metrics(_run.Record.Id, "step"));
    }

    [Fact]
    public void Damage_is_told_noted_as_an_event_and_logged()
    {
        _recorder.RecordDamage(_run, ["the checkpoint x is damaged"]);
        Assert.Equal("warning: the checkpoint x is damaged", Assert.IsType<NoteEntry>(Assert.Single(_observer.Entries)).Text);
        Assert.Contains("the checkpoint x is damaged", File.ReadAllText(_run.Folder.LogPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_journal_that_cannot_be_read_fails_its_run_alone_and_is_named(bool atOnce)
    {
        Directory.CreateDirectory(_run.Folder.JournalPath);
        if (atOnce)
        {
            _recorder.Ingest(_run);
            Assert.NotNull(_run.Unreadable);
        }

        Assert.Equal(RunState.Failed, _recorder.End(_run, new StageResult(null, [])));
        Assert.Contains($"{_run.Folder.JournalPath}: expected a regular file, found a folder", Stored.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_does_not_give_a_journal_back_fails_its_run()
    {
        File.WriteAllText(_run.Folder.JournalPath, "");
        var files = new UnreadableDisk();
        var run = new ActiveRun(_run.Stage, new StageFolder(files, _folder.FullName, _run.Stage.Key, 1), _run.Stage, _run.Record, _run.Environment, _clock.GetTimestamp());
        _recorder.Ingest(run);
        Assert.Equal("environment", run.Unreadable!.Kind);
        Assert.Contains("Input/output error", run.Unreadable.Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Failed, _recorder.End(run, new StageResult(null, [])));
    }

    private sealed class UnreadableDisk : FileSystem
    {
        public override IFile File => throw new IOException("Input/output error : '/journal.jsonl'", 5);
    }

    [Fact]
    public void Faults_that_were_retried_are_told_at_once_and_become_events()
    {
        var told = new List<string>();
        var passing = new PassingFaults(told.Add);
        var tries = 0;
        var policy = TransientFaults.Pipeline(passing.Add, TimeProvider.System);
        policy.Execute(() => tries++ < 2 ? throw new SqliteException("database is locked", 5) : tries);
        Assert.Equal(["a passing fault, attempt 1: database is locked", "a passing fault, attempt 2: database is locked"], told);
        _recorder.RecordRetries(passing.Take());
        Assert.Empty(passing.Take());
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, StoreDatabase.FileName)};Mode=ReadOnly;Pooling=False");
        Assert.Equal(
            [1L, 2L],
            connection.Query<long>("SELECT detail ->> 'attempt' FROM events WHERE kind = 'fault-retried' AND detail ->> 'message' = 'database is locked' ORDER BY sequence"));
    }
}

using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;
using LCam.Shapes;
using Mono.Unix.Native;
using Polly;

namespace LCam.Experiments.Tests.Running;

/// <summary>What a coordinator does about a stage that others work on, or took over while it slept.</summary>
public sealed class CoordinatorTests : IDisposable
{
    private static readonly string Key = Orders.Key('a');
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-coordinator-");
    private readonly FileSystem _files = new();
    private readonly SilentObserver _observer = new();
    private readonly ExperimentStore _store;
    private readonly ClassifierOrder _order;

    public CoordinatorTests()
    {
        var data = Path.Combine(_folder.FullName, "data");
        ShapesDataSet.Make(new ShapesOptions { Seed = 1, Classes = 2, Train = 2, Evaluation = 2, Size = 48 }, data);
        _order = Orders.Classifier('a') with
        {
            Images = new ImagesOrder(data, Path.Combine(data, "train.txt"), 48, 40),
            Evaluation = new ImagesOrder(data, Path.Combine(data, "evaluation.txt"), 48, 40),
        };
        _store = ExperimentStore.Open(_folder.FullName, TimeProvider.System);
        _store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [new StageRecord(Key, "classifier", "l", "{}")], []);
    }

    private StageFolder Folder => new(_files, _folder.FullName, Key, 1);

    private RunRecord Stored => _store.Runs.Of(Key).Single();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stage_whose_lock_is_busy_waits_for_it_is_told_once_and_never_fails()
    {
        var held = StageLock.TryTake(Folder)!;
        var running = Task.Run(() => Run((_, _) => { }));
        Assert.True(SpinWait.SpinUntil(() => _observer.Told.Count > 0, Patience));
        Assert.Empty(_store.Runs.Of(Key));
        await Assert.ThrowsAsync<TimeoutException>(() => running.WaitAsync(TimeSpan.FromSeconds(1.5)));
        held.Dispose();
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), await running.WaitAsync(Patience));
        Assert.Equal(["busy a"], _observer.Told);
        Assert.Equal((RunState.Succeeded, 1), (Stored.State, Stored.Attempt));
        Assert.Equal(["run-started", "run-succeeded"], _store.Events.All().Select(happened => happened.Kind));
    }

    [Fact]
    public void A_run_that_was_taken_over_and_finished_by_another_is_theirs_and_counts_as_done()
    {
        var summary = Run((task, _) =>
        {
            using var journal = new JournalWriter(_files, task.Folder.JournalPath, 0);
            _store.Runs.Save(Stored with { Host = "elsewhere", State = RunState.Succeeded }, "{}");
            journal.Append(new StepEntry(0, 0, 2, new Dictionary<string, double> { ["loss"] = 0.5 }));
        });
        Assert.Equal(new RunSummary(1, 0, 0, 0, 0), summary);
        Assert.Equal(("elsewhere", RunState.Succeeded), (Stored.Host, Stored.State));
        Assert.Empty(_store.Scores.Metrics(Stored.Id, "step"));
        Assert.Equal(["run-started"], _store.Events.All().Select(happened => happened.Kind));
    }

    [Fact]
    public void A_worker_that_finds_another_process_at_work_gives_the_stage_another_turn()
    {
        var turns = 0;
        var summary = Run((_, _) => Assert.True(++turns > 0), new StageBusyException(Folder.LockPath));
        Assert.Equal(new RunSummary(0, 1, 0, 0, 0), summary);
        Assert.Equal((1, RunState.Succeeded, 1), (turns, Stored.State, Stored.Attempt));
        Assert.Equal(["run-started", "run-interrupted", "run-resumed", "run-succeeded"], _store.Events.All().Select(happened => happened.Kind));
    }

    [Fact]
    public void A_journal_that_cannot_be_read_fails_its_own_stage_and_no_other()
    {
        Interrupt();
        Directory.CreateDirectory(Folder.JournalPath);
        Assert.Equal(new RunSummary(0, 1, 1, 0, 0), Run((_, _) => { }, stages: "ab"));
        Assert.Equal((RunState.Failed, 1), (Stored.State, Stored.Attempt));
        Assert.Contains("expected a regular file, found a folder", Stored.FailureMessage, StringComparison.Ordinal);
        Assert.Equal(RunState.Succeeded, Assert.Single(_store.Runs.Of(Orders.Key('b'))).State);
    }

    [Theory]
    [InlineData("{", "this file of a run is damaged")]
    [InlineData("{}", "this file of a run is damaged: a part of it is missing")]
    [InlineData("{\"artifacts\":[null]}", "this file of a run is damaged: a part of it is missing")]
    public void A_result_that_is_damaged_fails_its_own_stage_and_no_other(string content, string message)
    {
        var summary = Run((_, _) => { }, stages: "ab", damage: folder => File.WriteAllText(folder.ResultPath, content));
        Assert.Equal(new RunSummary(0, 1, 1, 0, 0), summary);
        Assert.Contains(message, Stored.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_is_no_file_any_more_fails_its_own_stage_and_no_other()
    {
        var summary = Run((_, _) => { }, stages: "ab", damage: folder =>
        {
            File.Delete(folder.OrderPath);
            Assert.Equal(0, Syscall.mkfifo(folder.OrderPath, FilePermissions.DEFFILEMODE));
        });
        Assert.Equal(new RunSummary(0, 1, 1, 0, 0), summary);
        Assert.Contains("expected a regular file, found a pipe", Stored.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_comes_to_a_finished_folder_leaves_it_alone()
    {
        Folder.WriteOrder(_order);
        Folder.WriteResult(new StageResult(null, []));
        var before = File.ReadAllText(Folder.ResultPath);
        new StageWorker([new FakeExecutor((_, _) => throw new InvalidOperationException("it was touched"))]).Execute([Folder], CancellationToken.None);
        Assert.Equal(before, File.ReadAllText(Folder.ResultPath));
    }

    // A run that another process began, and left.
    private void Interrupt() => _store.Runs.Save(
        new RunRecord
        {
            Id = RunRecord.IdOf(Key, 1),
            StageKey = Key,
            Attempt = 1,
            State = RunState.Interrupted,
            Host = "h",
            Pid = 1,
            BootId = "b",
            Heartbeat = DateTimeOffset.UnixEpoch,
            Started = DateTimeOffset.UnixEpoch,
            Device = "cpu",
            Threads = 1,
            EnvironmentId = "e",
        },
        "{}");

    // The first turn ends in a failure of the engine's, if one is given. Damage comes to the first stage's folder before its result is read.
    private RunSummary Run(Action<StageTask, CancellationToken> work, Exception? first = null, string stages = "a", Action<StageFolder>? damage = null)
    {
        var keys = stages.Select(Orders.Key).ToList();
        _store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [.. keys.Select(key => new StageRecord(key, "classifier", "l", "{}"))], []);
        var here = HostIdentity.Current();
        using var inner = new InProcessEngine(new StageWorker([new FakeExecutor(work)]));
        using var engine = new FirstFails(inner, first, damage);
        var plan = keys.Select(key => new PlannedStage
        {
            Key = key,
            Kind = StageKind.Classifier,
            Label = "a stage",
            MakeIdentity = () => "{}",
            Needs = [],
            MakeOrder = () => _order with { Key = key },
            State = PlanState.Run,
            Reason = "",
        }).ToList();
        return new Coordinator(
                _store, engine, _files, TimeProvider.System, here, EnvironmentDescription.Here("cpu", 1), new SourceSnapshot("{}"), ResiliencePipeline.Empty, new PassingFaults(_ => { }), _observer)
            .Run(plan, new RunOptions(), CancellationToken.None);
    }

    // Ends the first job as if it had failed so, or damages the first stage's folder when a job has ended.
    private sealed class FirstFails(IEngine engine, Exception? failure, Action<StageFolder>? damage) : IEngine
    {
        private static readonly JobId First = JobId.Parse("first");

        private readonly Dictionary<JobId, IReadOnlyList<StageFolder>> _cohorts = [];
        private bool _hasFailed = failure is null;

        public string Name => engine.Name;

        public int Capacity => 1;

        public TimeSpan PollInterval => engine.PollInterval;

        public bool OutlivesCoordinator => false;

        public bool IsHere => true;

        public IReadOnlyList<JobId?> Submit(IReadOnlyList<IReadOnlyList<StageFolder>> cohorts)
        {
            if (!_hasFailed)
            {
                _hasFailed = true;
                return [First];
            }

            var jobs = engine.Submit(cohorts);
            _cohorts[jobs[0]!.Value] = cohorts[0];
            return jobs;
        }

        public IReadOnlyDictionary<JobId, JobStatus> Poll(IReadOnlyCollection<JobId> jobs)
        {
            if (jobs.Contains(First))
            {
                return new Dictionary<JobId, JobStatus> { [First] = JobStatus.Ended(failure is StageBusyException ? JobEnd.Busy : new JobEnd(JobEndKind.Crashed) { Failure = StageFailure.Of(failure!) }) };
            }

            var answers = engine.Poll(jobs);
            foreach (var folder in answers.Where(answer => answer.Value.End is not null).SelectMany(answer => _cohorts[answer.Key]).Where(folder => folder.Key == Key))
            {
                damage?.Invoke(folder);
            }

            return answers;
        }

        public void Attach(JobId job, IReadOnlyList<StageFolder> cohort) => engine.Attach(job, cohort);

        public void Cancel(IReadOnlyCollection<JobId> jobs) => engine.Cancel(jobs);

        public void Dispose()
        {
        }
    }
}

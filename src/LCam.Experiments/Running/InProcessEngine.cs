using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>Executes stages in this process, one cohort after another: a CPU is fully used by one.</summary>
public sealed class InProcessEngine(StageWorker worker) : IEngine
{
    private readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);

    public int Slots => 1;

    public void Submit(IReadOnlyList<StageFolder> cohort)
    {
        var cancellation = new CancellationTokenSource();
        var task = Task.Factory.StartNew(
            () => worker.Execute(cohort, cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var job = new Job(task, cancellation) { Open = cohort.Count };
        foreach (var folder in cohort)
        {
            _jobs.Add(folder.Path, job);
        }
    }

    public EngineState Poll(StageFolder folder) => _jobs[folder.Path].Task.IsCompleted ? EngineState.Over : EngineState.Running;

    public void Cancel(StageFolder folder) => _jobs[folder.Path].Cancellation.Cancel();

    public StageResult? Collect(StageFolder folder)
    {
        _jobs.Remove(folder.Path, out var job);
        if (--job!.Open == 0)
        {
            job.Cancellation.Dispose();
        }

        return folder.ReadResult() ?? (job.Task.Exception?.InnerException is { } failure ? new StageResult(StageFailure.Of(failure), []) : null);
    }

    public void Dispose()
    {
        foreach (var job in _jobs.Values.Distinct())
        {
            job.Cancellation.Cancel();
            // How it ended is for Collect to tell, which nobody asked for.
            Task.WaitAny(job.Task);
            job.Cancellation.Dispose();
        }

        _jobs.Clear();
    }

    private sealed class Job(Task task, CancellationTokenSource cancellation)
    {
        public Task Task => task;

        public CancellationTokenSource Cancellation => cancellation;

        /// <summary>Stages of the cohort that were not collected yet.</summary>
        public int Open { get; set; }
    }
}

using System.Globalization;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>Executes stages in this process, one cohort after another: a CPU is fully used by one.</summary>
public sealed class InProcessEngine(StageWorker worker) : IEngine
{
    private readonly Dictionary<JobId, Job> _jobs = [];
    private int _submitted;

    public string Name => "in-process";

    public int Capacity => 1;

    public TimeSpan PollInterval => LocalJobs.PollInterval;

    public bool OutlivesCoordinator => false;

    public bool IsHere => true;

    public IReadOnlyList<JobId?> Submit(IReadOnlyList<IReadOnlyList<StageFolder>> cohorts) => [.. cohorts.Select(cohort => (JobId?)Submit(cohort))];

    public IReadOnlyDictionary<JobId, JobStatus> Poll(IReadOnlyCollection<JobId> jobs) => jobs.Distinct().ToDictionary(job => job, StatusOf);

    /// <summary>Nothing: another coordinator's job ended with it.</summary>
    public void Attach(JobId job, IReadOnlyList<StageFolder> cohort)
    {
    }

    public void Cancel(IReadOnlyCollection<JobId> jobs)
    {
        foreach (var job in jobs)
        {
            _jobs.GetValueOrDefault(job)?.Cancellation.Cancel();
        }
    }

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Cancellation.Cancel();
            // How it ended is for whoever polls, and nobody did.
            Task.WaitAny(job.Task);
            job.Cancellation.Dispose();
        }

        _jobs.Clear();
    }

    private JobId Submit(IReadOnlyList<StageFolder> cohort)
    {
        var cancellation = new CancellationTokenSource();
        var task = Task.Factory.StartNew(
            () => worker.Execute(cohort, cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var id = JobId.Parse((++_submitted).ToString(CultureInfo.InvariantCulture));
        _jobs.Add(id, new Job(task, cancellation));
        return id;
    }

    private JobStatus StatusOf(JobId id)
    {
        if (!_jobs.TryGetValue(id, out var job))
        {
            return JobStatus.Ended(LocalJobs.Unknown);
        }

        if (!job.Task.IsCompleted)
        {
            return JobStatus.Running;
        }

        _jobs.Remove(id);
        job.Cancellation.Dispose();
        return JobStatus.Ended(job.Task.Exception?.InnerException switch
        {
            null => JobEnd.Done,
            StageBusyException => JobEnd.Busy,
            { } failure => new JobEnd(JobEndKind.Crashed, failure.Message) { Failure = StageFailure.Of(failure) },
        });
    }

    private sealed record Job(Task Task, CancellationTokenSource Cancellation);
}

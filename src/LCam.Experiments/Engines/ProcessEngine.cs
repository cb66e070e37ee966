using System.Globalization;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Engines;

/// <summary>
/// Executes cohorts in worker processes on this machine. A worker that is done takes the next cohort; one that dies
/// takes nothing with it but the stages under way, and the next cohort gets a new one. No worker outlives its coordinator.
/// </summary>
/// <param name="launcher">Starts workers.</param>
/// <param name="slots">How many work at once.</param>
public sealed class ProcessEngine(IWorkerLauncher launcher, int slots) : IEngine
{
    private readonly List<Worker> _workers = [];
    private readonly Dictionary<JobId, WorkerJob> _jobs = [];
    private int _submitted;

    public string Name => "local";

    public int Capacity => slots;

    public TimeSpan PollInterval => LocalJobs.PollInterval;

    public bool OutlivesCoordinator => false;

    public bool IsHere => true;

    /// <summary>Starts a first worker, so that it is up when there is a cohort for it.</summary>
    public void Prepare() => _workers.Add(new Worker(launcher.Start()));

    public IReadOnlyList<JobId?> Submit(IReadOnlyList<IReadOnlyList<StageFolder>> cohorts) => [.. cohorts.Select(cohort => (JobId?)Submit(cohort))];

    public IReadOnlyDictionary<JobId, JobStatus> Poll(IReadOnlyCollection<JobId> jobs) => jobs.Distinct().ToDictionary(job => job, StatusOf);

    /// <summary>Nothing: a worker of another coordinator is at its end.</summary>
    public void Attach(JobId job, IReadOnlyList<StageFolder> cohort)
    {
    }

    public void Cancel(IReadOnlyCollection<JobId> jobs)
    {
        foreach (var job in jobs)
        {
            _jobs.GetValueOrDefault(job)?.Worker.Stop();
        }
    }

    public void Dispose()
    {
        _workers.ForEach(worker => worker.Dispose());
        _workers.Clear();
        _jobs.Clear();
    }

    private JobId Submit(IReadOnlyList<StageFolder> cohort)
    {
        RemoveEnded();
        var worker = _workers.FirstOrDefault(candidate => candidate.IsFree);
        if (worker is null)
        {
            worker = new Worker(launcher.Start());
            _workers.Add(worker);
        }

        var (id, job) = (JobId.Parse((++_submitted).ToString(CultureInfo.InvariantCulture)), new WorkerJob(worker, cohort));
        _jobs.Add(id, job);
        worker.Execute(job);
        return id;
    }

    private JobStatus StatusOf(JobId id)
    {
        if (!_jobs.TryGetValue(id, out var job))
        {
            return JobStatus.Ended(LocalJobs.Unknown);
        }

        if (job.End is null)
        {
            job.Worker.Look();
        }

        if (job.End is not { } end)
        {
            return JobStatus.Running;
        }

        _jobs.Remove(id);
        return JobStatus.Ended(end);
    }

    private void RemoveEnded()
    {
        foreach (var ended in _workers.Where(worker => worker.Job is null && !worker.IsFree).ToList())
        {
            _workers.Remove(ended);
            ended.Dispose();
        }
    }
}

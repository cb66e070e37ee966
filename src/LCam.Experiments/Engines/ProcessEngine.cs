using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Engines;

/// <summary>
/// Executes cohorts in worker processes on this machine. A worker that is done takes the next cohort; one that dies
/// takes nothing with it but the stages under way, and the next cohort gets a new one.
/// </summary>
/// <param name="launcher">Starts workers.</param>
/// <param name="slots">How many work at once.</param>
public sealed class ProcessEngine(IWorkerLauncher launcher, int slots) : IEngine
{
    private readonly List<Worker> _workers = [];
    private readonly Dictionary<string, WorkerJob> _jobs = new(StringComparer.Ordinal);

    public int Slots => slots;

    /// <summary>Starts a first worker, so that it is up when there is a cohort for it.</summary>
    public void Prepare() => _workers.Add(new Worker(launcher.Start()));

    public void Submit(IReadOnlyList<StageFolder> cohort)
    {
        RemoveEnded();
        var worker = _workers.FirstOrDefault(candidate => candidate.IsFree);
        if (worker is null)
        {
            worker = new Worker(launcher.Start());
            _workers.Add(worker);
        }

        var job = new WorkerJob(worker, cohort);
        foreach (var folder in cohort)
        {
            _jobs.Add(folder.Path, job);
        }

        worker.Execute(job);
    }

    public EngineState Poll(StageFolder folder)
    {
        var job = _jobs[folder.Path];
        if (!job.IsOver)
        {
            job.Worker.Look();
        }

        return job.IsOver ? EngineState.Over : EngineState.Running;
    }

    public void Cancel(StageFolder folder) => _jobs[folder.Path].Worker.Stop();

    public StageResult? Collect(StageFolder folder)
    {
        _jobs.Remove(folder.Path, out var job);
        return job!.ResultOf(folder);
    }

    public void Dispose()
    {
        _workers.ForEach(worker => worker.Dispose());
        _workers.Clear();
        _jobs.Clear();
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

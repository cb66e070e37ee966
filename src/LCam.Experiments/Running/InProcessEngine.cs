using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>Executes stages in this process, one after another: a CPU is fully used by one.</summary>
public sealed class InProcessEngine(StageWorker worker) : IEngine, IDisposable
{
    private readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);

    public int Slots => 1;

    public void Submit(StageFolder folder)
    {
        var cancellation = new CancellationTokenSource();
        var task = Task.Factory.StartNew(
            () => worker.Execute(folder, cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        _jobs.Add(folder.Path, new Job(task, cancellation));
    }

    public EngineState Poll(StageFolder folder) => _jobs[folder.Path].Task.IsCompleted ? EngineState.Over : EngineState.Running;

    public void Cancel(StageFolder folder) => _jobs[folder.Path].Cancellation.Cancel();

    public StageResult? Collect(StageFolder folder)
    {
        _jobs.Remove(folder.Path, out var job);
        using (job!.Cancellation)
        {
            job.Task.GetAwaiter().GetResult();
        }

        return folder.ReadResult();
    }

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Cancellation.Cancel();
            job.Task.Wait();
            job.Cancellation.Dispose();
        }

        _jobs.Clear();
    }

    private sealed record Job(Task Task, CancellationTokenSource Cancellation);
}

using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Engines;

/// <summary>A cohort that was given to a worker process, and how that ended.</summary>
internal sealed class WorkerJob(Worker worker, IReadOnlyList<StageFolder> folders)
{
    public Worker Worker => worker;

    public IReadOnlyList<StageFolder> Folders => folders;

    /// <summary>Null while the worker has not said that it is done, and is there.</summary>
    public JobEnd? End { get; private set; }

    public void Finish(JobEnd end) => End = end;
}

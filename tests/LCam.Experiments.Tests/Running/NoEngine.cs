using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Running;

/// <summary>An engine that nobody gives anything to.</summary>
internal sealed class NoEngine : IEngine
{
    public string Name => "none";

    public int Capacity => 0;

    public TimeSpan PollInterval => TimeSpan.FromSeconds(1);

    public bool OutlivesCoordinator => false;

    public bool IsHere => true;

    public IReadOnlyList<JobId?> Submit(IReadOnlyList<IReadOnlyList<StageFolder>> cohorts) => throw new NotSupportedException();

    public IReadOnlyDictionary<JobId, JobStatus> Poll(IReadOnlyCollection<JobId> jobs) => throw new NotSupportedException();

    public void Attach(JobId job, IReadOnlyList<StageFolder> cohort) => throw new NotSupportedException();

    public void Cancel(IReadOnlyCollection<JobId> jobs) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}

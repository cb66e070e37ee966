using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Running;

/// <summary>One coordinator's way to a <see cref="ScriptedCluster"/>. It keeps nothing of jobs: all that it knows of one is the id.</summary>
internal sealed class ScriptedEngine(ScriptedCluster cluster, EagerClock clock) : IEngine
{
    public string Name { get; init; } = "scripted";

    public int Capacity { get; init; } = 10;

    public TimeSpan PollInterval => TimeSpan.FromSeconds(10);

    public bool OutlivesCoordinator => true;

    public bool IsHere => false;

    /// <summary>How many submissions it does not take.</summary>
    public int Refusals { get; set; }

    /// <summary>Is called when the cluster has a job, and the coordinator does not know yet.</summary>
    public Action BehindSubmission { get; init; } = () => { };

    /// <summary>How many cohorts each submission had.</summary>
    public List<int> Submissions { get; } = [];

    /// <summary>When it was asked, in seconds, and for how many jobs.</summary>
    public List<(double Second, int Jobs)> Polls { get; } = [];

    /// <summary>The stages of jobs that it was told to follow.</summary>
    public List<string> Attached { get; } = [];

    public IReadOnlyList<JobId?> Submit(IReadOnlyList<IReadOnlyList<StageFolder>> cohorts)
    {
        Submissions.Add(cohorts.Count);
        if (Refusals-- > 0)
        {
            return [.. cohorts.Select(_ => (JobId?)null)];
        }

        IReadOnlyList<JobId?> jobs = [.. cohorts.Select(cohort => (JobId?)cluster.Submit(cohort))];
        BehindSubmission();
        return jobs;
    }

    public IReadOnlyDictionary<JobId, JobStatus> Poll(IReadOnlyCollection<JobId> jobs)
    {
        if (jobs.Count > 0)
        {
            Polls.Add((clock.Now.TotalSeconds, jobs.Count));
        }

        return jobs.Select(job => (Job: job, Status: cluster.StatusOf(job))).Where(answer => answer.Status is not null).ToDictionary(answer => answer.Job, answer => answer.Status!);
    }

    public void Attach(JobId job, IReadOnlyList<StageFolder> cohort) => Attached.Add(ScriptedCluster.Letters(cohort));

    public void Cancel(IReadOnlyCollection<JobId> jobs)
    {
        foreach (var job in jobs)
        {
            cluster.Cancel(job);
        }
    }

    public void Dispose()
    {
    }
}

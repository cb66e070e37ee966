using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>
/// Somewhere that stages are executed: this process, workers on this machine, a cluster. An engine is given folders with
/// orders, of which each cohort becomes one job, and knows neither the store's database nor what a stage is. All calls come
/// from one thread, and return without waiting for a job.
/// <para>
/// A job's life is queued, running, ended; it may skip the first two, and never goes back. Its worker takes the lock of each
/// of its stages before it touches anything, leaves a folder alone that has a result, and writes the result last: two jobs
/// for one folder, as after a coordinator that was killed between <see cref="Submit"/> and taking down the job's id, harm
/// nothing.
/// </para>
/// <para>
/// Ids are all that the store keeps of a job, and <see cref="Poll"/> answers for any of the engine's jobs, whoever submitted
/// it. Of a holder that has a job only the engine says when it is over: what it cannot find out it does not say.
/// </para>
/// </summary>
public interface IEngine : IDisposable
{
    /// <summary>What the store calls it: of one line, the same for all coordinators that can ask for each other's jobs.</summary>
    string Name { get; }

    /// <summary>How many jobs may be under way at once, those that are queued included.</summary>
    int Capacity { get; }

    /// <summary>How often it wants to be asked.</summary>
    TimeSpan PollInterval { get; }

    /// <summary>
    /// Whether jobs go on when the coordinator is gone. Then the store keeps their ids, a job holds its runs, and another
    /// coordinator attaches to it; otherwise the coordinator's process holds them, and its end is theirs.
    /// </summary>
    bool OutlivesCoordinator { get; }

    /// <summary>
    /// Whether jobs compute where this process does: on this machine, with its libraries and variables. Then it can be told
    /// before a job is submitted whether interrupted work would go on under other conditions; elsewhere its worker tells.
    /// </summary>
    bool IsHere { get; }

    /// <summary>Starts jobs, of a cohort each: stages that share work, or one alone, whose orders lie in their folders.</summary>
    /// <returns>The id of each cohort's job; null for one that could not be taken now, and is offered again later.</returns>
    /// <exception cref="Problems.ProblemException">It takes no job at all, now or later: a wrong partition, a program that is not there.</exception>
    IReadOnlyList<JobId?> Submit(IReadOnlyList<IReadOnlyList<StageFolder>> cohorts);

    /// <summary>
    /// Where jobs stand. An answer that is late or missing, as of a scheduler that is down, leaves the job out: nothing follows
    /// from that. A job that the engine certainly does not know (any more) has ended, lost; an engine may forget one as soon as
    /// it has said that it ended. Whoever hears that a job ended finds in its folders all that it wrote.
    /// </summary>
    IReadOnlyDictionary<JobId, JobStatus> Poll(IReadOnlyCollection<JobId> jobs);

    /// <summary>Tells of a job that another coordinator submitted, and this one answers for from now on.</summary>
    /// <param name="cohort">Those of its folders that this coordinator follows.</param>
    void Attach(JobId job, IReadOnlyList<StageFolder> cohort);

    /// <summary>Asks jobs to stop after their current step, leaving a checkpoint: they end in their own time, as <see cref="JobEndKind.Done"/>, those that were queued, too.</summary>
    void Cancel(IReadOnlyCollection<JobId> jobs);
}

/// <summary>Where a job stands.</summary>
/// <param name="End">How it ended; null while it has not.</param>
public sealed record JobStatus(JobState State, JobEnd? End = null)
{
    public static JobStatus Queued { get; } = new(JobState.Queued);

    public static JobStatus Running { get; } = new(JobState.Running);

    public static JobStatus Ended(JobEnd end) => new(JobState.Ended, end);
}

public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>Its worker is at work, or about to be.</summary>
    Running,

    /// <summary>Nothing works on it any more.</summary>
    Ended,
}

public enum JobEndKind
{
    /// <summary>Its worker came to its end: the folders say how. A stage without a result was interrupted, on request.</summary>
    Done,

    /// <summary>It could not begin, for another process is at work on its stages: nothing was touched.</summary>
    Busy,

    /// <summary>It was ended from outside, through no fault of its stages: a signal, a time limit, another job's preference, a broken machine.</summary>
    Killed,

    /// <summary>It ended by a fault of its own.</summary>
    Crashed,

    /// <summary>The engine does not know it, or does not know it any more.</summary>
    Lost,
}

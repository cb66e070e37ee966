using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Running;

/// <summary>What a job does.</summary>
internal sealed record JobScript
{
    /// <summary>Seconds until its worker starts.</summary>
    public int Queued { get; init; } = 15;

    /// <summary>Seconds that the worker takes.</summary>
    public int Works { get; init; } = 30;

    /// <summary>How it ends, for the cluster.</summary>
    public JobEnd End { get; init; } = JobEnd.Done;

    /// <summary>Whether the worker comes to write a result.</summary>
    public bool HasResult { get; init; } = true;

    /// <summary>Of the result of the cohort's first stage.</summary>
    public StageFailure? Failure { get; init; }

    /// <summary>At which seconds of the test nobody is told of it.</summary>
    public Func<double, bool> IsSilent { get; init; } = _ => false;

    /// <summary>The second of the test from which on the cluster does not know it.</summary>
    public int ForgottenAt { get; init; } = int.MaxValue;
}

/// <summary>
/// Machines that work through jobs as a test says, in the test's time, whether somebody looks or not. It outlives the
/// coordinators that use it.
/// </summary>
internal sealed class ScriptedCluster(EagerClock clock)
{
    public const string Host = "node7";
    public const string Environment = "{\"device\":\"cuda:3\",\"threads\":8}";

    private readonly List<Job> _jobs = [];

    /// <summary>What the jobs do, first to last; the last is what all further ones do.</summary>
    public List<JobScript> Scripts { get; } = [new()];

    /// <summary>The stages of each job that was submitted, by the first letters of their keys.</summary>
    public IReadOnlyList<string> Jobs => _jobs.ConvertAll(job => Letters(job.Cohort));

    /// <summary>The jobs that were asked to stop, each time anew.</summary>
    public List<string> Cancelled { get; } = [];

    public static string Letters(IEnumerable<StageFolder> folders) => string.Concat(folders.Select(folder => folder.Key[0]));

    public JobId Submit(IReadOnlyList<StageFolder> cohort)
    {
        var script = Scripts[Math.Min(_jobs.Count, Scripts.Count - 1)];
        _jobs.Add(new Job(cohort, script, clock.Now.TotalSeconds + script.Queued));
        return JobId.Parse($"4711_{_jobs.Count.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Where a job stands; null where nobody is told.</summary>
    public JobStatus? StatusOf(JobId id)
    {
        var now = clock.Now.TotalSeconds;
        var job = Find(id);
        if (job is null || now >= job.Script.ForgottenAt)
        {
            job?.Stop();
            return JobStatus.Ended(new JobEnd(JobEndKind.Lost));
        }

        Proceed();
        return job.Script.IsSilent(now) ? null : job.Status;
    }

    public void Cancel(JobId id)
    {
        Cancelled.Add(id.ToString());
        Proceed();
        Find(id)?.Stop();
    }

    /// <summary>Does what was done in the meantime.</summary>
    public void Proceed() => _jobs.ForEach(job => job.Proceed(clock.Now.TotalSeconds));

    private Job? Find(JobId id) => _jobs.Where((_, place) => id.ToString() == $"4711_{(place + 1).ToString(CultureInfo.InvariantCulture)}").FirstOrDefault();

    private sealed class Job(IReadOnlyList<StageFolder> cohort, JobScript script, double start)
    {
        private StageLock? _lock;

        public IReadOnlyList<StageFolder> Cohort => cohort;

        public JobScript Script => script;

        public JobStatus Status { get; private set; } = JobStatus.Queued;

        public void Proceed(double now)
        {
            if (Status.State == JobState.Queued && now >= start)
            {
                Begin();
            }

            if (Status.State == JobState.Running && now >= start + script.Works)
            {
                End();
            }
        }

        // At once, whatever it does: that a step takes a while is not what tests are about.
        public void Stop()
        {
            if (Status.State != JobState.Ended)
            {
                Status = JobStatus.Ended(JobEnd.Done);
                _lock?.Dispose();
            }
        }

        // As a worker does: the lock first, and nothing where there is a result.
        private void Begin()
        {
            try
            {
                _lock = StageLock.Take(cohort);
            }
            catch (StageBusyException)
            {
                Status = JobStatus.Ended(JobEnd.Busy);
                return;
            }

            if (cohort.All(folder => folder.ReadResult() is not null))
            {
                Stop();
                return;
            }

            Status = JobStatus.Running;
            foreach (var folder in cohort)
            {
                Write(folder, new StretchEntry(0, Environment, 1, Host), new StartEntry(2, "steps", 0), Step(0));
            }
        }

        private void End()
        {
            foreach (var folder in cohort.Where(_ => script.HasResult))
            {
                Write(folder, Step(1));
                folder.WriteResult(new StageResult(folder == cohort[0] ? script.Failure : null, [folder.Describe(StageFolder.JournalName, "journal")]));
            }

            Status = JobStatus.Ended(script.End);
            _lock!.Dispose();
        }

        private static StepEntry Step(long step) => new(0, step, 2, new Dictionary<string, double> { ["loss"] = 1.0 / (step + 1) });

        private static void Write(StageFolder folder, params JournalEntry[] entries)
        {
            using var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, folder.JournalLength);
            foreach (var entry in entries)
            {
                journal.Append(entry);
            }
        }
    }
}

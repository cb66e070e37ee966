using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>The runs under way and the jobs that execute them: gives these to the engine, asks for them and stops them, many at a time.</summary>
internal sealed class ActiveJobs(IEngine engine, RunRecorder recorder, TimeProvider clock) : IDisposable
{
    private readonly List<ActiveRun> _runs = [];
    private long? _refusedAt;

    /// <summary>The runs, as they are now: it does not matter to whoever goes through them that some end meanwhile.</summary>
    public IReadOnlyList<ActiveRun> Runs => [.. _runs];

    public bool IsEmpty => _runs.Count == 0;

    /// <summary>The engine takes one more.</summary>
    public bool HasRoom => _runs.Select(run => run.JobOrCohort).Distinct().Count() < engine.Capacity;

    /// <summary>Their ids, each once.</summary>
    public IReadOnlyCollection<JobId> Ids => [.. _runs.Select(run => run.Job).OfType<JobId>().Distinct()];

    public void Add(IEnumerable<ActiveRun> runs) => _runs.AddRange(runs);

    public void Remove(ActiveRun run)
    {
        _runs.Remove(run);
        run.Dispose();
    }

    /// <summary>Gives the engine what it has not yet: runs without a job, as one of each cohort, and jobs of other coordinators to follow.</summary>
    public void Submit()
    {
        foreach (var runs in _runs.Where(run => run is { Job: not null, IsKnown: false }).GroupBy(run => run.Job!.Value).ToList())
        {
            engine.Attach(runs.Key, FoldersOf(runs));
            runs.ToList().ForEach(run => run.IsKnown = true);
        }

        var cohorts = _runs.Where(run => run.Job is null).GroupBy(run => run.Cohort).Select(runs => runs.ToList()).ToList();
        if (cohorts.Count == 0 || (_refusedAt is { } last && clock.GetElapsedTime(last) < engine.PollInterval))
        {
            return;
        }

        _refusedAt = null;
        foreach (var (runs, job) in cohorts.Zip(engine.Submit(cohorts.ConvertAll(FoldersOf))))
        {
            if (job is { } taken)
            {
                runs.ForEach(run => Take(run, taken));
            }
            else
            {
                // The runs are this process's, and wait with it.
                _refusedAt = clock.GetTimestamp();
            }
        }
    }

    /// <summary>Asks the engine for all jobs, and notes what it says.</summary>
    /// <returns>The runs whose jobs have ended.</returns>
    public IReadOnlyList<(ActiveRun Run, JobEnd End)> Poll()
    {
        var ended = new List<(ActiveRun, JobEnd)>();
        var answers = Ids is { Count: > 0 } jobs ? engine.Poll(jobs) : new Dictionary<JobId, JobStatus>();
        foreach (var run in _runs)
        {
            if (run.Job is not { } job || answers.GetValueOrDefault(job) is not { } status)
            {
                continue;
            }

            if (status.End is { } end)
            {
                ended.Add((run, end));
            }
            else
            {
                recorder.RecordState(run, status.State);
            }
        }

        return ended;
    }

    /// <summary>Asks the jobs of these runs, each once, to stop.</summary>
    public void Cancel(IEnumerable<ActiveRun> runs)
    {
        var asked = runs.Where(run => run is { Job: not null, IsCancelled: false }).ToList();
        if (asked.Count > 0)
        {
            engine.Cancel([.. asked.Select(run => run.Job!.Value).Distinct()]);
            asked.ForEach(run => run.IsCancelled = true);
        }
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private void Take(ActiveRun run, JobId job)
    {
        (run.Job, run.IsKnown) = (job, true);
        if (engine.OutlivesCoordinator)
        {
            recorder.RecordJob(run, new EngineJob(engine.Name, job));
        }
    }

    private static IReadOnlyList<StageFolder> FoldersOf(IEnumerable<ActiveRun> runs) => [.. runs.Select(run => run.Folder)];
}

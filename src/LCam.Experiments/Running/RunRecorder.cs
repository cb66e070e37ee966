using System.Text.Json.Nodes;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Texts;
using Polly;

namespace LCam.Experiments.Running;

/// <summary>Records runs in progress: journal rows, heartbeats, outcomes.</summary>
internal sealed class RunRecorder(
    ExperimentStore store, SourceSnapshot source, TimeProvider clock, ResiliencePipeline faults, IRunObserver observer)
{
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(5);

    private readonly InputRecorder _inputs = new(store.Hashes, store.Sets);

    /// <summary>Notes that a claimed run begins.</summary>
    /// <param name="kind">The event: started, resumed, retried.</param>
    public void Start(ActiveRun run, string kind)
    {
        store.Scores.Forget(run.Record.Id);
        store.Events.Append($"run-{kind}", run.Record.Id, new JsonObject { ["stage"] = run.Stage.Key });
        observer.Started(run.Stage, run.Record.Id);
    }

    /// <summary>Notes that a run goes on in a job that another coordinator submitted. What that one read of its journal is read again, to the same rows.</summary>
    public void Attach(ActiveRun run)
    {
        store.Events.Append("run-attached", run.Record.Id, Job(run.Record, new JsonObject { ["stage"] = run.Stage.Key }));
        observer.Started(run.Stage, run.Record.Id);
    }

    /// <summary>Notes which jobs hold runs from now on.</summary>
    public void RecordJob(ActiveRun run, EngineJob job) => Update(run, run.Record with { Job = job });

    /// <summary>Notes whether a run's job is at work, or still waits for its turn.</summary>
    public void RecordState(ActiveRun run, JobState job)
    {
        var state = job == JobState.Queued ? RunState.Queued : RunState.Running;
        if (run.Record.State != state && !run.IsLost)
        {
            Update(run, run.Record with { State = state });
        }
    }

    /// <summary>Notes where a run's numbers will come from.</summary>
    /// <exception cref="ProblemException">An input cannot be read.</exception>
    public void RecordProvenance(ActiveRun run)
    {
        store.Provenance.Save(run.Record.Id, new RunProvenance(source.Text, _inputs.Of(run.Stage.Order!)));
        store.Hashes.Save();
    }

    /// <summary>Records damage that was found while resuming.</summary>
    public void RecordDamage(ActiveRun run, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            store.Events.Append("run-warning", run.Record.Id, new JsonObject { ["message"] = warning });
            observer.Journal(run.Stage, new NoteEntry("warning: " + warning));
            run.Folder.FileSystem.File.AppendAllText(run.Folder.LogPath, $"warning: {VisibleText.Line(warning)}{Environment.NewLine}");
        }
    }

    /// <summary>Records that a run begins with what an earlier attempt had saved.</summary>
    public void RecordTakeOver(ActiveRun run, TakenOver taken)
    {
        store.Events.Append("run-took-over", run.Record.Id, new JsonObject { ["from"] = taken.Run.Id, ["done"] = taken.Point.Done, ["stage"] = run.Stage.Key });
        var told = FormattableString.Invariant($"begins at step {taken.Point.Done}, from the newest good checkpoint of run {taken.Run.Id}");
        observer.Journal(run.Stage, new NoteEntry(told));
        run.Folder.FileSystem.File.AppendAllText(run.Folder.LogPath, told + Environment.NewLine);
    }

    /// <summary>Keeps faults that were retried as events.</summary>
    public void RecordRetries(IReadOnlyList<PassingFault> faults)
    {
        foreach (var fault in faults)
        {
            store.Events.Append("fault-retried", "", new JsonObject { ["attempt"] = fault.Attempt, ["kind"] = fault.Kind, ["message"] = fault.Message });
        }
    }

    /// <summary>Takes over what the run has written since the last time, and says that it is watched.</summary>
    public void Ingest(ActiveRun run)
    {
        IngestJournal(run);
        Beat(run);
    }

    /// <summary>Says that a run is watched, where the last time was a while ago.</summary>
    public void Beat(ActiveRun run)
    {
        // Monotonic time: heartbeats must go on when the wall clock is set back.
        if (!run.IsLost && clock.GetElapsedTime(run.LastBeat) >= BeatInterval)
        {
            run.LastBeat = clock.GetTimestamp();
            Update(run, run.Record with { Heartbeat = clock.GetUtcNow() });
        }
    }

    /// <summary>Takes over the rest of what a run wrote, and how it ended.</summary>
    /// <param name="result">Null where it was interrupted.</param>
    /// <returns>Its last state; null where the run belongs to another process by now.</returns>
    public RunState? End(ActiveRun run, StageResult? result)
    {
        // The worker may have written between the last look and its end; opened anew, the file is all that it wrote.
        run.Journal.Close();
        IngestJournal(run);
        var artifacts = Artifacts(run, ref result);
        var now = clock.GetUtcNow();
        var seconds = clock.GetElapsedTime(run.StartedAt).TotalSeconds;
        var state = result switch { null => RunState.Interrupted, { Failure: null } => RunState.Succeeded, _ => RunState.Failed };
        var record = run.Record with
        {
            State = state,
            Heartbeat = now,
            Ended = now,
            Seconds = run.Record.Seconds + seconds,
            FailureKind = result?.Failure?.Kind,
            FailureMessage = result?.Failure?.Message,
        };
        var detail = Job(record, result?.Failure is { } cause ? new JsonObject { ["cause"] = cause.Kind, ["message"] = cause.Message } : []);
        if (!store.Runs.End(record, run.Environment.Text, artifacts, result?.Usage, $"run-{state.ToString().ToLowerInvariant()}", detail))
        {
            return null;
        }

        switch (state)
        {
            case RunState.Succeeded:
                observer.Succeeded(run.Stage, seconds);
                break;
            case RunState.Failed:
                observer.Failed(run.Stage, record.Id, result!.Failure!);
                break;
            default:
                observer.Interrupted(run.Stage);
                break;
        }

        return state;
    }

    // What was ordered and what came of it belong to the evidence as much as the numbers do.
    private static List<ArtifactRecord> Artifacts(ActiveRun run, ref StageResult? result)
    {
        try
        {
            result = run.Unreadable is { } failure ? new StageResult(failure, []) : result;
            return result is { Failure: null } ? Described(run, result) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            result = new StageResult(StageFailure.Of(failure), []);
            return [];
        }
    }

    private static List<ArtifactRecord> Described(ActiveRun run, StageResult result)
    {
        var folder = run.Folder;
        var own = new[] { (Path: folder.OrderPath, Role: "order"), (Path: folder.ResultPath, Role: "result") }
            .Where(file => folder.FileSystem.File.Exists(file.Path))
            .Select(file => folder.Describe(folder.FileSystem.Path.GetFileName(file.Path), file.Role));
        return [.. result.Artifacts.Concat(own).Select(file => new ArtifactRecord(file.Path, file.Role, file.Sha256, file.Bytes))];
    }

    private void IngestJournal(ActiveRun run)
    {
        if (!run.IsLost && run.Unreadable is null && Read(run) is { Count: > 0 } placed)
        {
            if (!store.Runs.Ingest(run.Record, [.. placed.Select(entry => entry.Entry)]))
            {
                run.IsLost = true;
                return;
            }

            run.Journal.Take(placed[^1]);
            if (placed.Select(entry => entry.Entry).OfType<StretchEntry>().LastOrDefault() is { } stretch)
            {
                Locate(run, stretch);
            }

            foreach (var entry in placed)
            {
                observer.Journal(run.Stage, entry.Entry);
            }
        }
    }

    // The worker knows where it computes; this process's word for it was a guess.
    private void Locate(ActiveRun run, StretchEntry stretch)
    {
        var place = Conditions.Parse(stretch.Environment) as JsonObject;
        var located = run.Record with
        {
            EnvironmentId = ContentAddress.Of(stretch.Environment),
            Device = place?["device"] is JsonValue device && device.TryGetValue<string>(out var name) ? name : run.Record.Device,
            Threads = place?["threads"] is JsonValue threads && threads.TryGetValue<int>(out var count) ? count : run.Record.Threads,
        };
        if (located != run.Record)
        {
            run.Environment = new EnvironmentDescription(located.EnvironmentId, stretch.Environment);
            Update(run, located);
        }
    }

    private void Update(ActiveRun run, RunRecord record)
    {
        run.Record = record;
        run.IsLost = !store.Runs.Update(record, run.Environment.Text);
    }

    private static JsonObject Job(RunRecord run, JsonObject detail)
    {
        if (run.Job is { } job)
        {
            detail["engine"] = job.Engine;
            detail["job"] = job.Id.ToString();
        }

        return detail;
    }

    // What one run's disk does not give back fails that run, and no other.
    private IReadOnlyList<PlacedEntry> Read(ActiveRun run)
    {
        try
        {
            return faults.Execute(run.Journal.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            run.Unreadable = StageFailure.Of(failure);
            return [];
        }
    }
}

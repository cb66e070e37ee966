using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Recorded;

/// <summary>An experiment as the store has it: its stages and all that was done for them.</summary>
/// <param name="Record">The experiment as it was run.</param>
/// <param name="Stages">The stages of its current cells, each behind those that it needs.</param>
/// <param name="Runs">All attempts at them, stage by stage.</param>
/// <param name="Seal">Its latest seal; null where it has none.</param>
internal sealed record RecordedExperiment(ExperimentRecord Record, IReadOnlyList<StageRecord> Stages, IReadOnlyList<RecordedRun> Runs, SealRecord? Seal)
{
    private static readonly string[] KindsInOrder = ["classifier", "train", "explain", "measure", "sanity"];

    /// <summary>The runs whose numbers count.</summary>
    public IEnumerable<RecordedRun> Succeeded => Runs.Where(run => run is { IsLatest: true, Run.State: RunState.Succeeded });

    /// <summary>Stages whose last attempt did not succeed, or that have none.</summary>
    public int Unfinished => Stages.Count - Succeeded.Count();

    /// <exception cref="ProblemException">The store does not know the experiment, nothing of it was run, or something of it is under way.</exception>
    public static RecordedExperiment Read(ExperimentStore store, string name)
    {
        var record = store.Experiments.Find(name)
            ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(name, "the store has no such experiment", "'lcam status' lists what it has"));
        var keys = store.Experiments.CurrentCells(name)
            .SelectMany(cell => cell.Keys).Distinct().ToList();
        var known = store.Experiments.Stages(keys);
        List<StageRecord> stages = [.. keys.Select(key => known[key]).OrderBy(stage => Array.IndexOf(KindsInOrder, stage.Kind))];
        List<RecordedRun> runs = [.. stages.SelectMany(stage => AttemptsAt(store, stage))];
        List<Problem> problems =
        [
            .. runs.Where(run => run.Run.State is RunState.Running or RunState.Queued)
                .Select(run => new Problem(run.Run.Id, $"this run is {run.Run.State.ToString().ToLowerInvariant()}", "'lcam run' the experiment to its end first")),
        ];
        if (runs.Count == 0)
        {
            problems.Add(new Problem(name, "nothing of it was run", "'lcam run' does it"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return new RecordedExperiment(record, stages, runs, store.Seals.Latest(name));
    }

    private static IEnumerable<RecordedRun> AttemptsAt(ExperimentStore store, StageRecord stage)
    {
        var runs = store.Runs.Of(stage.Key);
        return runs.Select(run => new RecordedRun(
            stage, run, store.Environments.Of(run), store.Provenance.Of(run.Id), store.Scores.Artifacts(run.Id), ReferenceEquals(run, runs[^1]))
        {
            Stretches = store.Environments.StretchesOf(run.Id),
        });
    }
}

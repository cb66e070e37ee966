using System.Text.Json.Nodes;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Chooses runs with everything that they need.</summary>
public sealed class RunSelection(ExperimentStore store)
{
    private readonly Dictionary<string, RunRecord> _chosen = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];

    /// <summary>The chosen runs, each after those that it needs.</summary>
    /// <exception cref="ProblemException">Some of what was chosen did not succeed, with all such runs.</exception>
    public IReadOnlyList<RunRecord> Runs
    {
        get
        {
            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, _problems);
            return [.. _chosen.Values];
        }
    }

    /// <summary>Chooses a run by its shortened id.</summary>
    public void Add(string id) => Add(RunLookup.Find(store, id, id));

    /// <summary>Chooses all runs of an experiment that succeeded.</summary>
    /// <returns>The experiment and the cells that are complete.</returns>
    /// <exception cref="ProblemException">The store does not know it, or nothing of it is done.</exception>
    public ArchivedExperiment AddExperiment(string name)
    {
        var record = store.Experiments.Find(name)
            ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(name, "the store has no such experiment", "'lcam status' lists what it has"));
        var cells = store.Experiments.CurrentCells(name);
        var latest = store.Runs.Latest([.. cells.SelectMany(cell => cell.Keys).Distinct()]);
        List<CellRecord> complete = [.. cells.Where(cell => cell.Keys.All(key => latest.GetValueOrDefault(key)?.State == RunState.Succeeded))];
        if (complete.Count == 0)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(name, "none of its cells is done", "'lcam run' does them"));
        }

        foreach (var key in complete.SelectMany(cell => cell.Keys))
        {
            _chosen.TryAdd(key, latest[key]);
        }

        return new ArchivedExperiment(record, complete);
    }

    private void Add(RunRecord run)
    {
        if (_chosen.ContainsKey(run.StageKey))
        {
            return;
        }

        if (run.State != RunState.Succeeded)
        {
            _problems.Add(new Problem(run.Id, $"this run is {run.State.ToString().ToLowerInvariant()}: only what succeeded can be moved"));
            return;
        }

        var identity = StoredJson.Parse(store.Experiments.StageOf(run).Identity);
        foreach (var need in StagesIn(identity).Distinct())
        {
            if (store.Runs.Latest([need]).GetValueOrDefault(need) is { } needed)
            {
                Add(needed);
            }
            else
            {
                _problems.Add(new Problem(run.Id, $"it needs stage {need[..12]}, which the store does not have"));
            }
        }

        _chosen[run.StageKey] = run;
    }

    /// <summary>The keys of the stages that an identity hangs on: wherever it does, it says so under one name.</summary>
    internal static IEnumerable<string> StagesIn(JsonNode? identity) => ForeignRecords.Stages(identity).OfType<string>();
}

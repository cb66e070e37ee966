using System.IO.Abstractions;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Planning;

/// <summary>
/// Lets verbs that read a store see what they are told a spec of as a plan sees it, by the keys of its stages: the store may
/// have them under another experiment's name, or from before the spec was edited.
/// </summary>
public static class SpecAdoption
{
    // Hashing more than this takes more than some seconds: left to `run`.
    public const long MaximumHashedBytes = 1L << 30;

    /// <summary>
    /// Tells an open store, and not its database, of a spec's cells where it has not recorded them as they are and has
    /// something of them. Inputs are read only where that is so.
    /// </summary>
    public static void Adopt(ExperimentSpec spec, ExperimentStore store, IFileSystem fileSystem, TimeProvider clock, CancellationToken cancellation)
    {
        if (IsRecorded(spec, store))
        {
            return;
        }

        var plan = Plan(spec, store, clock, cancellation);
        if (plan.Stages.Any(stage => stage.Attempt > 0))
        {
            var records = PlanRecords.Of(plan, fileSystem);
            store.Experiments.Adopt(records.Record, records.Stages, records.Cells);
        }
    }

    /// <summary>Records a spec's cells where the store has all that they need: what its next run would do, which would run nothing.</summary>
    public static void RecordFinished(ExperimentSpec spec, ExperimentStore store, IFileSystem fileSystem, TimeProvider clock, CancellationToken cancellation)
    {
        if (!IsRecorded(spec, store) && Plan(spec, store, clock, cancellation) is var plan && IsFinished(plan))
        {
            var records = PlanRecords.Of(plan, fileSystem);
            store.Experiments.Record(records.Record, records.Stages, records.Cells);
        }
    }

    /// <summary>Whether all that a spec asks for is in the store, under whatever name.</summary>
    public static bool IsFinished(ExperimentSpec spec, ExperimentStore store, TimeProvider clock, CancellationToken cancellation) =>
        IsFinished(Plan(spec, store, clock, cancellation));

    private static bool IsFinished(ExperimentPlan plan) => plan.Problems.Count == 0 && plan.Stages.All(stage => stage.State == PlanState.Cached);

    // Whether the store's current cells under the spec's name are those of the spec as it stands.
    private static bool IsRecorded(ExperimentSpec spec, ExperimentStore store)
    {
        var known = store.Experiments.CurrentCells(spec.Name).Select(cell => (cell.Label, cell.Fingerprint)).ToHashSet();
        if (known.Count == 0)
        {
            return false;
        }

        var identities = new StageIdentities(spec.Sanity);
        var cells = CellExpansion.Expand(spec);
        return known.SetEquals(
        [
            .. cells.Select(cell => (StageIdentities.Label(cell), CanonicalJson.Hash(identities.Settings(cell)))),
            .. ComparisonExpansion.Expand(spec, cells).Select(comparison => (comparison.Label, CanonicalJson.Hash(identities.Settings(comparison)))),
        ]);
    }

    private static ExperimentPlan Plan(ExperimentSpec spec, ExperimentStore store, TimeProvider clock, CancellationToken cancellation) =>
        new Planner(store, new InputCatalog(store.Hashes, MaximumHashedBytes, cancellation), new ExecutionSettings("cpu", 1), HostIdentity.Current(), clock).Plan(spec);
}

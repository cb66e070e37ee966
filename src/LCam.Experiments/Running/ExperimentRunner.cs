using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Shapes;
using Polly;

namespace LCam.Experiments.Running;

/// <summary>Runs an experiment: data, plan, checks, stages.</summary>
public sealed class ExperimentRunner(
    ExperimentStore store,
    IFileSystem fileSystem,
    IProgramRunner programs,
    TimeProvider clock,
    ExecutionSettings execution,
    HostIdentity host,
    ResiliencePipeline faults,
    PassingFaults passing)
{
    private static readonly TimeSpan SavingPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Runs TorchScript networks once, where a spec has any.</summary>
    public ScriptInspector? Scripts { get; init; }

    /// <summary>The plan with every input read.</summary>
    /// <param name="progress">Told how far the reading is.</param>
    public ExperimentPlan Plan(ExperimentSpec spec, CancellationToken cancellation, IProgress<HashingProgress>? progress = null)
    {
        // Whoever is killed while hashing a million images leaves what was hashed by then.
        var saving = clock.CreateTimer(_ => store.Hashes.TrySave(), null, SavingPeriod, SavingPeriod);
        try
        {
            return Planner(cancellation, progress).Plan(spec);
        }
        finally
        {
            // Also of what was stopped: the next start goes on from here.
            saving.DisposeAsync().AsTask().GetAwaiter().GetResult();
            store.Hashes.Save();
        }
    }

    /// <summary>
    /// Tells the store which cells and stages the experiment has now, as this process's own: from here on nobody removes
    /// what they count on.
    /// </summary>
    /// <returns>The plan as the store stood then: what it called done may be gone, and what it would do may be done.</returns>
    public ExperimentPlan Claim(ExperimentPlan plan)
    {
        Record(plan);
        return Planner(CancellationToken.None).Refresh(plan);
    }

    /// <summary>Checks a plan, claims it, makes the embedded data set where it is needed, and executes what is to be done.</summary>
    /// <exception cref="ProblemException">Something is missing or wrong; nothing was begun.</exception>
    public RunSummary Run(ExperimentPlan plan, RunOptions options, IEngine engine, IRunObserver observer, Action<string> say, CancellationToken cancellation)
    {
        Preflight.Check(plan);
        var claimed = Claim(plan);
        if (!claimed.Stages.Select(stage => stage.State).SequenceEqual(plan.Stages.Select(stage => stage.State)))
        {
            // More may be to do than was checked.
            Preflight.Check(claimed);
        }

        MakeData(plan.Spec, say, cancellation);
        var source = SourceSnapshot.Of(plan.Spec.File, programs, fileSystem, [.. SpecSources.ExtendedBy(plan.Spec.File, fileSystem).Select(file => (file.Name, file.Sha256))]);
        if (source.NotTraced is { } why)
        {
            say($"the spec's folder is not traced, because git says: {why}");
        }

        var environment = EnvironmentDescription.Current(execution.Device, execution.Threads);
        return new Coordinator(store, engine, fileSystem, clock, host, environment, source, faults, passing, observer)
            .Run(claimed.Chosen().Stages, options with { Resume = plan.Spec.Execution.Resume }, cancellation);
    }

    private Planner Planner(CancellationToken cancellation, IProgress<HashingProgress>? progress = null) =>
        new(store, new InputCatalog(store.Hashes, null, cancellation, store.Sets, progress), execution, host, clock) { Scripts = Scripts };

    private void Record(ExperimentPlan plan)
    {
        var records = PlanRecords.Of(plan, fileSystem);
        store.Experiments.Record(records.Record, records.Stages, records.Cells, new CellHolder(host, clock.GetUtcNow()));
    }

    /// <summary>Makes the embedded data set of a spec that has one, where it is not there yet.</summary>
    /// <exception cref="ProblemException">It cannot be said where, or another one is there.</exception>
    public static void MakeData(ExperimentSpec spec, Action<string> say, CancellationToken cancellation)
    {
        if (spec.Data.Shapes is not { } shapes)
        {
            return;
        }

        if (shapes.Folder.Unresolved is { } problem)
        {
            throw new ProblemException(ProblemKind.InvalidInput, problem);
        }

        var options = new ShapesOptions
        {
            Seed = shapes.Seed,
            Classes = shapes.Classes,
            Train = shapes.Train,
            Evaluation = shapes.Evaluation,
            Size = shapes.Size,
        };
        var made = ShapesDataSet.Make(options, shapes.Folder.Resolved!, cancellation: cancellation);
        if (made.Created)
        {
            say($"made the embedded data set in {shapes.Folder.Resolved}");
        }
    }
}

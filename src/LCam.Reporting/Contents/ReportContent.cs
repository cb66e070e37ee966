using System.IO.Abstractions;
using LCam.Experiments.Auditing;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Reporting.Site;

namespace LCam.Reporting.Contents;

/// <summary>What a report says, read from the store when the first page asks for it. Nothing is written.</summary>
public sealed class ReportContent
{
    private readonly Lazy<IReadOnlyList<ExperimentTable>> _tables;
    private readonly Lazy<IReadOnlyList<ReportedBackbone>> _backbones;
    private readonly Lazy<SweepStatus> _sweep;
    private readonly Lazy<IReadOnlyDictionary<string, StageStatus>> _stages;
    private readonly Lazy<IReadOnlyList<StageStatus>> _listed;
    private readonly Lazy<ILookup<string, EventRecord>> _events;
    private readonly Lazy<ComparedRuns> _runs;
    private readonly Lazy<AuditReport> _audit;

    /// <param name="audit">Audits the experiment.</param>
    /// <param name="same">What was read before, where nothing was measured since: its tables and scores hold. Null to read all.</param>
    /// <exception cref="ProblemException">The store does not know the experiment.</exception>
    public ReportContent(ExperimentSpec spec, ExperimentStore store, IFileSystem fileSystem, TimeProvider clock, Func<AuditReport> audit, ReportContent? same = null)
    {
        (Spec, Store, FileSystem) = (spec, store, fileSystem);
        Record = store.Experiments.Find(spec.Name)
            ?? throw new ProblemException(ProblemKind.DataMissing, new Problem(store.Folder, $"the store knows no experiment {spec.Name}", "'lcam run' it first, or name its store with --store"));

        // A database that is locked for a moment is no reason to give up for good.
        _tables = same?._tables ?? new(() => [.. Tabulate()], LazyThreadSafetyMode.PublicationOnly);
        _backbones = same?._backbones ?? new(() => BackboneReader.Read(spec, store), LazyThreadSafetyMode.PublicationOnly);
        _sweep = new(() => new SweepMonitor(store, fileSystem, clock).Look(spec.Name, all: true));
        _listed = new(() => Choose(Sweep.Stages));
        _runs = new(() => ComparedRuns.Read(store, [.. Stages.Where(stage => stage.Run is not null).OrderBy(stage => stage.Stage.Kind is "measure" or "sanity" ? 0 : 1).Take(SiteBounds.Runs)]));
        _events = new(() => store.Events.Of([.. Stages.Select(stage => stage.Run).OfType<RunRecord>().SelectMany(Attempts)]));
        _audit = new(audit);
        _stages = new(() => Stages.ToDictionary(stage => stage.Stage.Key, StringComparer.Ordinal));
    }

    public ExperimentSpec Spec { get; }

    public ExperimentStore Store { get; }

    public IFileSystem FileSystem { get; }

    /// <summary>The experiment as it was last run.</summary>
    public ExperimentRecord Record { get; }

    /// <summary>The paper's table, then the spec's own, in its order.</summary>
    public IReadOnlyList<ExperimentTable> Tables => _tables.Value;

    /// <summary>Backbones with their methods, in the table's order; none of a sanity check.</summary>
    public IReadOnlyList<ReportedBackbone> Backbones => _backbones.Value;

    /// <summary>Every stage that the experiment needs, and its latest run.</summary>
    public SweepStatus Sweep => _sweep.Value;

    /// <summary>The stages that have a page, in the sweep's order: of very many those that failed or are under way, then the first.</summary>
    public IReadOnlyList<StageStatus> Stages => _listed.Value;

    /// <summary>What happened to those stages' runs, by run.</summary>
    public ILookup<string, EventRecord> Events => _events.Value;

    /// <summary>Their latest runs, to compare any two.</summary>
    public ComparedRuns Runs => _runs.Value;

    /// <summary>What the audit found.</summary>
    public AuditReport Audit => _audit.Value;

    /// <summary>The stage with a key; null where it has no page.</summary>
    public StageStatus? StageOf(string key) => _stages.Value.GetValueOrDefault(key);

    private static List<StageStatus> Choose(IReadOnlyList<StageStatus> all) =>
    [
        .. all.Index().OrderBy(stage => stage.Item.State switch { "running" => 0, "succeeded" or "planned" => 2, _ => 1 }).ThenBy(stage => stage.Index)
            .Take(SiteBounds.Stages).OrderBy(stage => stage.Index).Select(stage => stage.Item),
    ];

    private static IEnumerable<string> Attempts(RunRecord latest) => Enumerable.Range(1, latest.Attempt).Select(attempt => RunRecord.IdOf(latest.StageKey, attempt));

    private IEnumerable<ExperimentTable> Tabulate() =>
        Spec.Tables.Select(table => (ExperimentTable)ExperimentTables.Build(Spec, table.Name, Store)).Prepend(ExperimentTables.Build(Spec, Store));
}

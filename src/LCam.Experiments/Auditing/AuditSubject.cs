using System.IO.Abstractions;
using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Auditing.Reruns;
using LCam.Experiments.Provenance;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing;

/// <summary>A store under audit: its parts are read when the first check asks, once, and never written.</summary>
internal sealed class AuditSubject(
    ExperimentStore store, AuditConnections connections, IFileSystem fileSystem, IProgramRunner programs, TimeProvider clock, Func<string, string?> environment, AuditOptions options, Rerunner? rerunner, Action? loadNumericLibrary = null)
{
    private readonly Dictionary<string, JsonNode?> _texts = new(StringComparer.Ordinal);
    private List<AuditedCell>? _cells;
    private List<AuditedRun>? _inScope;
    private Dictionary<string, AuditedRun>? _latest;
    private ILookup<string, RowChange>? _changes;
    private HashSet<string>? _chosen;
    private AuditedSeals? _seals;
    private AuditedSpecs? _specs;
    private AuditedAdoptions? _adoptions;
    private readonly Dictionary<string, IReadOnlyList<AuditedRun>> _behind = new(StringComparer.Ordinal);
    private Task<Dictionary<string, AuditedStage>>? _stages;
    private Task<Dictionary<string, AuditedRun>>? _runs;
    private Task<AuditedFiles>? _files;
    private Task<AuditedChain>? _chain;
    private Task<IReadOnlyDictionary<string, RunFacts>>? _scan;
    private Task<IReadOnlyList<string>>? _damage;
    private Task<RunFolders>? _folders;
    private Task<long>? _readAhead;
    private ILookup<string, (long First, string Environment)>? _stretches;
    private Task<IReadOnlyDictionary<string, (AuditedTables? Tables, string? Why)>>? _tables;
    private IReadOnlyList<Rerun>? _evaluations;
    private IReadOnlyList<Rerun>? _trainings;

    public SqliteConnection Connection => connections.Main;

    public ExperimentStore Store => store;

    public IFileSystem FileSystem => fileSystem;

    public IProgramRunner Programs => programs;

    public AuditOptions Options => options;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The folder of all runs' folders.</summary>
    public string StagesFolder => fileSystem.Path.Combine(store.Folder, StageFolder.StagesName);

    /// <summary>The chain of events.</summary>
    public AuditedChain Chain => Following.GetAwaiter().GetResult();

    /// <summary><see cref="Chain"/>, read in the background.</summary>
    public Task<AuditedChain> Following => _chain ??= Background.Run(() => AuditedChain.Read(connections.Chain));

    /// <summary>All stages by key.</summary>
    public IReadOnlyDictionary<string, AuditedStage> Stages => (_stages ??= Background.Run(() => StageReader.Read(connections.Stages))).GetAwaiter().GetResult();

    /// <summary>All runs by id, those of a stage one after another.</summary>
    public IReadOnlyDictionary<string, AuditedRun> Runs => ReadRuns().GetAwaiter().GetResult();

    /// <summary>What each run's rows say.</summary>
    public IReadOnlyDictionary<string, RunFacts> Facts => Scan.GetAwaiter().GetResult();

    /// <summary><see cref="Facts"/>, read in the background.</summary>
    public Task<IReadOnlyDictionary<string, RunFacts>> Scan => _scan ??= ReadRows();

    /// <summary>The current cells of the experiments in question.</summary>
    public IReadOnlyList<AuditedCell> Cells => _cells ??= Connection.Query<AuditedCell>(
        """
        SELECT name AS Experiment, ordinal, label, fingerprint, classifier_key AS ClassifierKey, train_key AS TrainKey, explain_key AS ExplainKey, measure_key AS MeasureKey
        FROM cells JOIN experiments ON experiments.id = experiment_id
        WHERE current = 1 AND (@Experiment IS NULL OR name = @Experiment) ORDER BY name, ordinal
        """,
        new { options.Experiment }).ToList();

    /// <summary>The names of the experiments in question.</summary>
    public IReadOnlyList<string> Experiments => options.Experiment is { } only ? [only] : store.Experiments.Names();

    /// <summary>The latest run of each stage.</summary>
    public IReadOnlyDictionary<string, AuditedRun> Latest => _latest ??= LastOfEach(Runs.Values);

    /// <summary>The latest runs of all stages that an experiment's cells need, each once.</summary>
    public IReadOnlyList<AuditedRun> RunsBehind(string experiment)
    {
        if (!_behind.TryGetValue(experiment, out var runs))
        {
            var keys = Cells.Where(cell => cell.Experiment == experiment).SelectMany(cell => cell.Keys).Distinct();
            _behind.Add(experiment, runs = [.. keys.Select(key => Latest.GetValueOrDefault(key)).OfType<AuditedRun>()]);
        }

        return runs;
    }

    /// <summary>The runs in question: all, or those of one experiment's stages.</summary>
    public IReadOnlyList<AuditedRun> InScope => _inScope ??= Choose();

    /// <summary>Whether a run is one of them.</summary>
    public bool IsInScope(AuditedRun run) => options.Experiment is null || (_chosen ??= InScope.Select(one => one.Id).ToHashSet(StringComparer.Ordinal)).Contains(run.Id);

    /// <summary>Where a run's rows are not what the chain says of them, by table.</summary>
    public ILookup<string, RowChange> RowChanges => _changes ??= Changes().ToLookup(change => change.Table, StringComparer.Ordinal);

    /// <summary>The files that runs left, as the store tells of them.</summary>
    public AuditedFiles Files => ReadFiles().GetAwaiter().GetResult();

    /// <summary>What there is in the folders of the runs in question.</summary>
    public RunFolders Folders => Listing.GetAwaiter().GetResult();

    /// <summary>How they are not what the runs left, in the runs' order.</summary>
    public IEnumerable<FolderDifference> FolderDifferences => Folders.Differences.Values
        .OrderBy(folder => Runs[folder.Run].StageKey, StringComparer.Ordinal).ThenBy(folder => Runs[folder.Run].Attempt);

    /// <summary><see cref="Folders"/>, read in the background.</summary>
    public Task<RunFolders> Listing => _folders ??= List();

    /// <summary>What SQLite says of the database, worked out in the background.</summary>
    public Task<IReadOnlyList<string>> Damage => _damage ??= Background.Run(() => DatabaseCheck.Run(store.Folder, fileSystem));

    /// <summary>Whether a run is gone, and was removed on request after its last start.</summary>
    public bool IsRemoved(string run) => !Runs.ContainsKey(run) && Chain.Removals.TryGetValue(run, out var removed) && Chain.Starts.GetValueOrDefault(run) < removed;

    /// <summary>The seals of the experiments in question.</summary>
    public AuditedSeals Sealing => _seals ??= AuditedSeals.Read(this);

    /// <summary>The seals that experiments are held against, by experiment.</summary>
    public IReadOnlyDictionary<string, AuditedSeal> Seals => Sealing.Valid;

    /// <summary>
    /// Whether the environments recorded for a run are others than sealed: by their ids, by the rows that tell which stretch
    /// computed where, or because a description is not what its id is the hash of.
    /// </summary>
    public bool IsEnvironmentForged(AuditedRun run) =>
        Seals.Values.Any(seal =>
            (seal.EnvironmentOf(run.Id) is { } known && known != run.EnvironmentId)
            || (seal.DigestOf(run.Id, RunTables.Stretches) is var stretches && seal.Has(run.Id) && stretches != Facts.GetValueOrDefault(run.Id)?.DigestOf(RunTables.Stretches)))
        || EnvironmentsOf(run).Any(id => Connection.QuerySingleOrDefault<string?>("SELECT description FROM environments WHERE id = @id", new { id }) is not { } text || ContentAddress.Of(text) != id);

    /// <summary>The specs of the store's experiments, where they are now.</summary>
    public AuditedSpecs Specs => _specs ??= new AuditedSpecs(store, Connection, fileSystem, environment);

    /// <summary>The runs that others made.</summary>
    public AuditedAdoptions Adoptions => _adoptions ??= new AuditedAdoptions(store, fileSystem, loadNumericLibrary, options.Cancellation);

    /// <summary>The evaluations in question, executed again.</summary>
    public IReadOnlyList<Rerun> Evaluations => _evaluations ??= rerunner!.Measure(this);

    /// <summary>The trainings in question, executed again.</summary>
    public IReadOnlyList<Rerun> Trainings => _trainings ??= rerunner!.Train(this);

    /// <summary>The labels of stages in question whose models were trained elsewhere.</summary>
    public IReadOnlyList<string> TrainedElsewhere =>
        [.. Cells.SelectMany(cell => cell.Keys).Distinct(StringComparer.Ordinal).Select(key => Stages.GetValueOrDefault(key)).OfType<AuditedStage>().Where(stage => stage.IsTrainedElsewhere).Select(stage => stage.Label)];

    /// <summary>All that was executed again.</summary>
    public IReadOnlyList<Rerun> Reruns => [.. _evaluations ?? [], .. _trainings ?? []];

    /// <summary>Returns when nothing goes on in the background any more.</summary>
    public void Wait()
    {
        foreach (var task in new Task?[] { _stages, _runs, _files, _chain, _scan, _damage, _folders, _readAhead, _tables }.OfType<Task>())
        {
            // What went wrong in it, whoever asked for it was told.
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
    }

    /// <summary>A path in a run's folder.</summary>
    public string PathOf(AuditedRun run, string file) => fileSystem.Path.Combine(StagesFolder, run.Folder, file);

    /// <summary>A content-addressed JSON text; null where there is none.</summary>
    public JsonNode? Text(string? id)
    {
        if (id is null)
        {
            return null;
        }

        if (!_texts.TryGetValue(id, out var node))
        {
            var text = Connection.QuerySingleOrDefault<string?>(
                "SELECT text FROM texts WHERE id = @id UNION ALL SELECT description FROM environments WHERE id = @id LIMIT 1", new { id });
            _texts.Add(id, node = text is null ? null : JsonNode.Parse(text));
        }

        return node;
    }

    /// <summary>The environments that a run was computed in, first to last: most have one.</summary>
    public IReadOnlyList<string> EnvironmentsOf(AuditedRun run) =>
        [.. StretchesOf(run).Select(stretch => stretch.Environment).Append(run.EnvironmentId).Distinct(StringComparer.Ordinal)];

    /// <summary>The stretches of a run that several environments computed, first to last; empty for any other.</summary>
    public IEnumerable<(long First, string Environment)> StretchesOf(AuditedRun run)
    {
        _stretches ??= Connection.Query<(string Run, long First, string Environment)>(
                """
                SELECT run_id, first, environment_id FROM stretches
                WHERE run_id IN (SELECT run_id FROM stretches GROUP BY run_id HAVING COUNT(DISTINCT environment_id) > 1) ORDER BY run_id, first
                """)
            .ToLookup(row => row.Run, row => (row.First, row.Environment), StringComparer.Ordinal);
        return _stretches[run.Id];
    }

    /// <summary>The tables that the store gives for a sealed experiment, or why it gives none.</summary>
    public (AuditedTables? Tables, string? Why) Tables(string name) => Building.GetAwaiter().GetResult()[name];

    /// <summary>The tables of all sealed experiments, built in the background.</summary>
    public Task<IReadOnlyDictionary<string, (AuditedTables? Tables, string? Why)>> Building => _tables ??= Specs.BuildTables([.. Seals.Keys]);

    private Task<IReadOnlyDictionary<string, RunFacts>> ReadRows()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        _readAhead = Background.Run(() => ReadAhead.Of(fileSystem, fileSystem.Path.Combine(store.Folder, StoreDatabase.FileName), memory));
        return Background.Run(() => StoreScan.Read(connections.Readers));
    }

    private Task<Dictionary<string, AuditedRun>> ReadRuns() => _runs ??= Background.Run(() => AuditedRun.Read(connections.Runs));

    private Task<AuditedFiles> ReadFiles() => _files ??= Background.Run(() => AuditedFiles.Read(connections.Files));

    private Task<RunFolders> List()
    {
        var (runs, files, chosen) = (ReadRuns(), ReadFiles(), options.Experiment is null ? null : (IEnumerable<AuditedRun>)InScope);
        return Background.Run(() => RunFolders.Read(
            fileSystem,
            StagesFolder,
            [
                .. (chosen ?? runs.GetAwaiter().GetResult().Values).OrderBy(run => run.Started, StringComparer.Ordinal)
                    .Select(run => new LeftFolder(run.Id, run.StageKey, run.FolderName, run.Succeeded ? files.GetAwaiter().GetResult().Of(run.Id) : null, files.GetAwaiter().GetResult().CheckpointsOf(run.Id))),
            ],
            whole: chosen is null,
            options.Cancellation));
    }

    // A stage's runs come one after another, the last one last.
    private static Dictionary<string, AuditedRun> LastOfEach(IEnumerable<AuditedRun> runs)
    {
        var latest = new Dictionary<string, AuditedRun>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            latest[run.StageKey] = run;
        }

        return latest;
    }

    private List<AuditedRun> Choose()
    {
        if (options.Experiment is null)
        {
            return [.. Runs.Values];
        }

        var keys = Cells.SelectMany(cell => cell.Keys).ToHashSet(StringComparer.Ordinal);
        return [.. Runs.Values.Where(run => keys.Contains(run.StageKey))];
    }

    private IEnumerable<RowChange> Changes()
    {
        foreach (var run in InScope.Where(run => run.Succeeded))
        {
            if (Chain.Ends.GetValueOrDefault(run.Id) is not { IsSuccess: true, Digests: { } then } end)
            {
                continue;
            }

            var now = Facts.GetValueOrDefault(run.Id);
            foreach (var (table, digest) in then.Where(told => now?.DigestOf(told.Table) is not { } actual || actual != told.Digest))
            {
                yield return new RowChange(table, run.Id, end.Sequence, digest?.ToString() ?? "what is no digest", now?.DigestOf(table)?.ToString());
            }

            foreach (var (table, digest) in now?.Digests.Where(told => !then.Exists(one => one.Table == told.Table)) ?? [])
            {
                yield return new RowChange(table, run.Id, end.Sequence, null, digest.ToString());
            }
        }
    }
}

using Dapper;
using LCam.Experiments.Planning;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Experiments, their cells and the stages that the cells need.</summary>
public sealed class ExperimentRepository(StoreDatabase database, TimeProvider clock)
{
    private readonly Dictionary<string, AdoptedExperiment> _adopted = new(StringComparer.Ordinal);

    /// <summary>Knows an experiment as if it were recorded, until the store is closed. Nothing is written, and what reads the database by itself does not see it.</summary>
    public void Adopt(ExperimentRecord experiment, IReadOnlyList<StageRecord> stages, IReadOnlyList<CellRecord> cells) =>
        _adopted[experiment.Name] = new AdoptedExperiment(experiment, stages.ToDictionary(stage => stage.Key, StringComparer.Ordinal), cells);

    /// <summary>Records that an experiment needs these cells and stages. Cells of earlier versions of its spec stay, no longer current.</summary>
    /// <param name="holder">The process that acts on them, for which they stay even where another version of the spec takes their place; null for none.</param>
    public void Record(ExperimentRecord experiment, IReadOnlyList<StageRecord> stages, IReadOnlyList<CellRecord> cells, CellHolder? holder = null) =>
        database.Write((connection, transaction) => Record(connection, transaction, experiment, stages, cells, holder));

    /// <summary>As <see cref="Record(ExperimentRecord, IReadOnlyList{StageRecord}, IReadOnlyList{CellRecord}, CellHolder)"/>, within a transaction.</summary>
    internal void Record(
        SqliteConnection connection, SqliteTransaction transaction, ExperimentRecord experiment, IReadOnlyList<StageRecord> stages, IReadOnlyList<CellRecord> cells, CellHolder? holder = null)
    {
        var now = StoreTime.Text(clock.GetUtcNow());
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO experiments (name, spec_path, spec_text, resolved, created, updated)
            VALUES (@Name, @SpecPath, @SpecText, @Resolved, @now, @now)
            ON CONFLICT (name) DO UPDATE SET
                spec_path = excluded.spec_path, spec_text = excluded.spec_text, resolved = excluded.resolved, updated = excluded.updated
            RETURNING id
            """,
            new { experiment.Name, experiment.SpecPath, experiment.SpecText, experiment.Resolved, now },
            transaction);
        connection.Execute(
            "INSERT INTO stages (key, kind, label, identity, created) VALUES (@Key, @Kind, @Label, @Identity, @now) ON CONFLICT DO NOTHING",
            stages.Select(stage => new { stage.Key, stage.Kind, stage.Label, stage.Identity, now }),
            transaction);
        connection.Execute("UPDATE cells SET current = 0 WHERE experiment_id = @id", new { id }, transaction);
        connection.Execute(
            """
            INSERT INTO cells (experiment_id, ordinal, label, fingerprint, classifier_key, train_key, explain_key, measure_key, current, updated, holder)
            VALUES (@id, @Ordinal, @Label, @Fingerprint, @ClassifierKey, @TrainKey, @ExplainKey, @MeasureKey, 1, @now, @holder)
            ON CONFLICT (experiment_id, label, fingerprint) DO UPDATE SET
                ordinal = excluded.ordinal, classifier_key = excluded.classifier_key, train_key = excluded.train_key,
                explain_key = excluded.explain_key, measure_key = excluded.measure_key, current = 1, updated = excluded.updated, holder = excluded.holder
            """,
            cells.Select(cell => new { id, cell.Ordinal, cell.Label, cell.Fingerprint, cell.ClassifierKey, cell.TrainKey, cell.ExplainKey, cell.MeasureKey, now, holder = holder?.ToString() }),
            transaction);
    }

    /// <summary>Whether the experiment is known by <see cref="Adopt"/>, and not as it stands in the database.</summary>
    public bool IsAdopted(string experiment) => _adopted.ContainsKey(experiment);

    /// <summary>All versions of an experiment's cells, newest first.</summary>
    public IReadOnlyList<CellRecord> Cells(string experiment) =>
        [.. Adopted(experiment)?.Cells ?? [], .. Cells(experiment, "ORDER BY cells.current DESC, cells.updated DESC, ordinal")];

    /// <summary>An experiment's cells as its spec stood at the last run.</summary>
    public IReadOnlyList<CellRecord> CurrentCells(string experiment) => Adopted(experiment)?.Cells ?? Cells(experiment, "AND cells.current = 1 ORDER BY ordinal");

    /// <summary>An experiment as its spec stood at the last run; null where the store does not know it.</summary>
    public ExperimentRecord? Find(string name) => Adopted(name)?.Record ?? database.Read(connection => connection.QuerySingleOrDefault<ExperimentRecord>(
        "SELECT name, spec_path AS SpecPath, spec_text AS SpecText, resolved FROM experiments WHERE name = @name", new { name }));

    /// <summary>The names of all experiments in the store.</summary>
    public IReadOnlyList<string> Names() =>
        [.. database.Read(connection => Names(connection, null)).Union(_adopted.Keys).Order(StringComparer.Ordinal)];

    internal static IReadOnlyList<string> Names(SqliteConnection connection, SqliteTransaction? transaction) =>
        connection.Query<string>("SELECT name FROM experiments ORDER BY name", transaction: transaction).ToList();

    /// <summary>The stages with these keys, by key.</summary>
    public IReadOnlyDictionary<string, StageRecord> Stages(IReadOnlyCollection<string> keys) => database.Read(connection =>
        connection.Query<StageRecord>(
                "SELECT key, kind, label, identity FROM stages WHERE key IN (SELECT value FROM json_each(@keys))", new { keys = KeyList.Text(keys) })
            .UnionBy(AdoptedStages(keys), stage => stage.Key)
            .ToDictionary(stage => stage.Key, StringComparer.Ordinal));

    /// <summary>The stage of a run.</summary>
    /// <exception cref="ProblemException">The store no longer has it.</exception>
    public StageRecord StageOf(RunRecord run) => Stages([run.StageKey]).GetValueOrDefault(run.StageKey) ?? throw RunRepository.Gone(run, "stage");

    /// <summary>How many of the stages that an experiment's current cells need are in which state.</summary>
    public IReadOnlyList<StageTotal> Totals(string experiment) => database.Read(connection => connection
        .Query<(string Kind, string State, long Count, double Seconds, string? Unfinished)>(
            """
            WITH live AS (
                SELECT classifier_key, train_key, measure_key, explain_key FROM cells JOIN experiments ON experiments.id = experiment_id
                WHERE name = @experiment AND current = 1 AND @adopted IS NULL
                UNION SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(@adopted)),
            needed (kind, key) AS (
                SELECT 'classifier', classifier_key FROM live WHERE classifier_key IS NOT NULL
                UNION SELECT 'train', train_key FROM live WHERE train_key IS NOT NULL
                UNION SELECT 'explain', explain_key FROM live WHERE explain_key IS NOT NULL
                UNION SELECT 'measure', measure_key FROM live)
            SELECT kind, IFNULL(state, 'planned'), COUNT(*), TOTAL(seconds), GROUP_CONCAT(CASE WHEN state <> 'succeeded' THEN key END, ' ')
            FROM needed LEFT JOIN runs ON stage_key = key AND attempt = (SELECT MAX(attempt) FROM runs AS latest WHERE latest.stage_key = key)
            GROUP BY 1, 2
            """,
            new { experiment, adopted = Adopted(experiment)?.KeysAsJson() })
        .Select(row => new StageTotal(row.Kind, row.State, row.Count, row.Seconds, row.Unfinished?.Split(' ') ?? [])).ToList());

    /// <summary>The names of the stages with these keys, by key.</summary>
    public IReadOnlyDictionary<string, StageName> Names(IReadOnlyCollection<string> keys) => database.Read(connection =>
        connection.Query<StageName>(
                "SELECT key, kind, label FROM stages WHERE key IN (SELECT value FROM json_each(@keys))", new { keys = KeyList.Text(keys) })
            .UnionBy(AdoptedStages(keys).Select(stage => new StageName(stage.Key, stage.Kind, stage.Label)), stage => stage.Key)
            .ToDictionary(stage => stage.Key, StringComparer.Ordinal));

    /// <summary>The stages whose key begins with <paramref name="prefix"/>, at most a handful.</summary>
    public IReadOnlyList<StageRecord> StagesByPrefix(string prefix) => database.Read(connection =>
        connection.Query<StageRecord>(
            "SELECT key, kind, label, identity FROM stages WHERE key >= @prefix AND key < @end ORDER BY key LIMIT 10",
            new { prefix, end = prefix + "g" }).ToList());

    /// <summary>
    /// The stages with a finished run that measured the same maps as one, and differ from it in what of them alone: the newest
    /// first. What a stage's subject is, is worked out when its first run begins: of a hundred thousand, most never begin.
    /// </summary>
    public IReadOnlyList<string> OfSameSubject(string key)
    {
        if (Stages([key]).GetValueOrDefault(key) is not { } stage || Subject(stage) is not { } subject)
        {
            return [];
        }

        database.Write((connection, transaction) => connection.Execute("UPDATE stages SET subject_key = @subject WHERE key = @key AND subject_key IS NOT @subject", new { key, subject }, transaction));
        var others = database.Read(connection => connection.Query<StageRecord>(
            """
            SELECT key, kind, label, identity FROM stages
            WHERE subject_key = @subject AND key <> @key AND EXISTS (SELECT 1 FROM runs WHERE stage_key = key AND state = 'succeeded')
            ORDER BY created DESC, key LIMIT 20
            """,
            new { key, subject }).ToList());

        // The column only finds them: what a stage is, its key says.
        return [.. others.Where(other => CanonicalJson.Hash(CanonicalJson.Parse(other.Identity)) == other.Key && Subject(other) == subject).Select(other => other.Key)];
    }

    internal static string? Subject(StageRecord stage) => StageKinds.Parse(stage.Kind) is { } kind ? StageIdentities.Subject(kind, stage.Identity) : null;

    private AdoptedExperiment? Adopted(string name) => _adopted.GetValueOrDefault(name);

    private IEnumerable<StageRecord> AdoptedStages(IEnumerable<string> keys) =>
        _adopted.Count == 0 ? [] : keys.SelectMany(key => _adopted.Values.Select(adopted => adopted.Stages.GetValueOrDefault(key))).OfType<StageRecord>();

    private List<CellRecord> Cells(string experiment, string rest) => database.Read(connection =>
        connection.Query<CellRow>(
            $"""
            SELECT ordinal, label, fingerprint, classifier_key AS ClassifierKey, train_key AS TrainKey, explain_key AS ExplainKey, measure_key AS MeasureKey
            FROM cells JOIN experiments ON experiments.id = experiment_id
            WHERE experiments.name = @experiment {rest}
            """,
            new { experiment }).Select(row => row.Record()).ToList());

    private sealed class CellRow
    {
        public long Ordinal { get; init; }

        public string Label { get; init; } = "";

        public string Fingerprint { get; init; } = "";

        public string? ClassifierKey { get; init; }

        public string? TrainKey { get; init; }

        public string? ExplainKey { get; init; }

        public string MeasureKey { get; init; } = "";

        public CellRecord Record() => new((int)Ordinal, Label, Fingerprint, ClassifierKey, TrainKey, MeasureKey) { ExplainKey = ExplainKey };
    }
}

using LCam.Experiments.Resilience;
using LCam.Images;
using Microsoft.Data.Sqlite;
using Polly;

namespace LCam.Experiments.Store;

/// <summary>A store folder: its database, by subject, and where its stages' folders are.</summary>
public sealed class ExperimentStore : IDisposable
{
    private readonly StoreDatabase _database;

    private ExperimentStore(string folder, StoreDatabase database, TimeProvider clock)
    {
        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _database = database;
        Experiments = new ExperimentRepository(database, clock);
        Runs = new RunRepository(database, clock);
        Labels = new RunLabelRepository(database);
        Adopted = new AdoptedRunRepository(database, clock);
        Environments = new EnvironmentRepository(database);
        Scores = new ScoreRepository(database);
        Summaries = new SummaryRepository(database);
        Events = new EventLog(database, clock);
        Garbage = new GarbageRepository(database, clock);
        Hashes = new FileHashRepository(database);
        Provenance = new ProvenanceRepository(database);
        Seals = new SealRepository(database, clock);
    }

    /// <summary>The store's absolute path.</summary>
    public string Folder { get; }

    public ExperimentRepository Experiments { get; }

    public RunRepository Runs { get; }

    public RunLabelRepository Labels { get; }

    public AdoptedRunRepository Adopted { get; }

    public EnvironmentRepository Environments { get; }

    public ScoreRepository Scores { get; }

    public SummaryRepository Summaries { get; }

    public EventLog Events { get; }

    public GarbageRepository Garbage { get; }

    public FileHashRepository Hashes { get; }

    /// <summary>What this process has hashed; not kept.</summary>
    public HashedSets Sets { get; } = new();

    public ProvenanceRepository Provenance { get; }

    public SealRepository Seals { get; }

    /// <summary>Opens a store for writing, making it where there is none.</summary>
    /// <exception cref="Problems.ProblemException">It cannot be written.</exception>
    public static ExperimentStore Open(string folder, TimeProvider clock, ResiliencePipeline? policy = null) =>
        new(folder, StoreDatabase.Open(folder, policy ?? TransientFaults.Pipeline(clock: clock)), clock);

    /// <summary>Opens a store for reading; null where there is none.</summary>
    /// <exception cref="Problems.ProblemException">It is there and cannot be read.</exception>
    public static ExperimentStore? OpenReadOnly(string folder, TimeProvider clock, ResiliencePipeline? policy = null) =>
        StoreDatabase.OpenReadOnly(folder, policy ?? TransientFaults.Pipeline(clock: clock)) is { } database
            ? new ExperimentStore(folder, database, clock)
            : null;

    /// <summary>Opens a store for reading exactly as it is: no older one is brought up to date.</summary>
    /// <param name="anySchema">Whether it is read even where its schema is not the one that this program makes: an audit tells of that, others would tell falsified numbers.</param>
    /// <exception cref="Problems.ProblemException">There is none, it cannot be read, it is of another version, or its schema is another.</exception>
    public static ExperimentStore OpenUntouched(string folder, TimeProvider clock, bool anySchema = false) =>
        new(folder, StoreDatabase.Untouched(folder, ResiliencePipeline.Empty, anySchema), clock);

    /// <summary>Runs changes to several subjects as one transaction: all of them or none. They may be run again.</summary>
    internal void Write(Action<SqliteConnection, SqliteTransaction> change) => _database.Write(change);

    public void Dispose() => _database.Dispose();
}

using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace LCam.Experiments.Tests.Store;

/// <summary>A store in a temporary folder, to which a test adds stages and runs.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-store-");
    private readonly List<StageRecord> _stages = [];
    private readonly List<CellRecord> _cells = [];

    public StoreFixture() => Store = ExperimentStore.Open(_folder.FullName, Clock);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public ExperimentStore Store { get; }

    /// <summary>A key that begins with this digit.</summary>
    public static string Key(char digit) => new(digit, 64);

    /// <summary>Records an experiment whose only cell has these stages.</summary>
    public void Record(string experiment, string? classifier, string? train, string measure, string? identity = null)
    {
        _stages.Clear();
        _cells.Clear();
        foreach (var (key, kind) in new[] { (classifier, "classifier"), (train, "train"), (measure, "measure") })
        {
            if (key is not null)
            {
                _stages.Add(new StageRecord(key, kind, $"{kind} {key[0]}", identity ?? $$"""{"kind":"{{kind}}","seed":"{{key[0]}}"}"""));
            }
        }

        _cells.Add(new CellRecord(0, measure, measure, classifier, train, measure));
        Store.Experiments.Record(new ExperimentRecord(experiment, "e.yaml", "", "{}"), _stages, _cells);
    }

    /// <summary>Saves a run of a stage, and a file in its folder.</summary>
    public RunRecord Run(string key, RunState state = RunState.Succeeded, int attempt = 1, string environment = "{}", params JournalEntry[] entries)
    {
        var run = new RunRecord
        {
            Id = RunRecord.IdOf(key, attempt),
            StageKey = key,
            Attempt = attempt,
            State = RunState.Running,
            Host = "h",
            Pid = 1,
            BootId = "b",
            Heartbeat = Clock.GetUtcNow(),
            Started = Clock.GetUtcNow(),
            Seconds = 60,
            Device = "cpu",
            Threads = 1,
            EnvironmentId = environment,
            FailureKind = state == RunState.Failed ? "input" : null,
            FailureMessage = state == RunState.Failed ? "no image" : null,
        };
        Directory.CreateDirectory(PathOf(key, attempt));
        File.WriteAllText(PathOf(key, attempt, "journal.jsonl"), "12345");
        Store.Runs.Save(run, environment);
        Store.Scores.Ingest(run.Id, entries);
        if (state == RunState.Succeeded)
        {
            Store.Scores.SaveArtifacts(run.Id, [new ArtifactRecord("journal.jsonl", "journal", Key('0'), 5)]);
        }

        run = run with { State = state };
        Store.Runs.Save(run, environment);
        return run;
    }

    /// <summary>The path of a run's folder, or of a file in it.</summary>
    public string PathOf(string key, int attempt, params string[] rest) => Path.Combine([Store.Folder, "stages", key, $"{attempt}", .. rest]);

    /// <summary>An image's scores.</summary>
    public static ImageEntry Image(int index, double confidence = 0.5, double masked = 0.25) => new(new ImageScore
    {
        Index = index,
        Image = $"{index}.png",
        Label = 1,
        Predicted = 0,
        Confidence = confidence,
        LabelRank = 1,
        Degenerate = false,
        Masked = [new MaskedScore(0, masked, 2), new MaskedScore(0.5, double.NaN, 1)],
        Measures = new Dictionary<string, double?> { ["energy-inside"] = 1 / 3.0, ["mask-share"] = 0.25, ["deletion"] = 1.0 / (index + 7) },
    });

    /// <summary>Another connection to the database, as any program could have.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Store.Folder, StoreDatabase.FileName)};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }
}

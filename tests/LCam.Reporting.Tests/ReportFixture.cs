using System.IO.Abstractions;
using LCam.Evaluation;
using LCam.Experiments.Auditing;
using LCam.Experiments.Journals;
using LCam.Experiments.Provenance;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Reporting.Contents;
using LCam.Reporting.Site;
using Microsoft.Extensions.Time.Testing;

namespace LCam.Reporting.Tests;

/// <summary>A store with an experiment whose runs and scores are made up, and its report.</summary>
internal sealed class ReportFixture : IDisposable
{
    /// <summary>A text that no page may stumble over: markup, quotes, the end of a script, a right-to-left override, an emoji.</summary>
    public const string Hostile = "<script>alert(\"1\")</script>'\"</script><!-- & \u202egnp.exe é 🙂 <img src=x onerror=alert(1)>";

    public const int Images = 12;

    private const string Text =
        """
        name: made-up
        description: >-
          DESCRIPTION
        data:
          train:      { images: /data/train, list: train.txt }
          evaluation: { images: /data/val, list: val.txt }
        backbones:
          vgg16: { weights: vgg16.pth }
        matrix: { backbone: vgg16, variant: [fm, img], loss: lcam, seed: 1, percentage: [0, 0.5] }
        compare: [grad-cam]
        controls: [all-ones]
        tables:
          by-variant: { columns: [percentage], measures: [average-drop] }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-report-");
    private readonly string _hostile;

    /// <param name="hostile">Whether every text that somebody may give is <see cref="Hostile"/>.</param>
    public ReportFixture(bool hostile = false)
    {
        _hostile = hostile ? Hostile : "";
        File.WriteAllText(PathOf("spec.yaml"), Text.Replace("DESCRIPTION", $"what it is for {_hostile}", StringComparison.Ordinal));
        Spec = SpecReader.Read(PathOf("spec.yaml"), [], _ => null, Files);
        Store = ExperimentStore.Open(StoreFolder, Clock);
        var sources = RowSource.All(Spec, CellExpansion.Expand(Spec));
        Store.Experiments.Record(
            new ExperimentRecord(Spec.Name, PathOf("spec.yaml"), File.ReadAllText(PathOf("spec.yaml")), $$"""{"name":{"origin":"spec.yaml:1","value":{{Json("made-up" + _hostile)}} } }"""),
            [
                .. sources.SelectMany((source, row) => new[] { ("train", TrainKey(row)), ("measure", Key(row)) },
                    (source, stage) => new StageRecord(stage.Item2, stage.Item1, $"{stage.Item1} {source.Label}{_hostile}", $$"""{"kind":"{{stage.Item1}}","file":{{Json("list" + _hostile)}},"stage":"{{TrainKey(0)}}"}""")),
            ],
            [.. sources.Select((source, row) => new CellRecord(row, source.Label, source.Fingerprint, null, row < 2 ? TrainKey(row) : null, Key(row)))]);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public FileSystem Files { get; } = new();

    public ExperimentSpec Spec { get; }

    public ExperimentStore Store { get; }

    public string StoreFolder => PathOf("store");

    public string Site => PathOf("site");

    public Auditor Auditor => new(Files, new ProgramRunner(), Clock, _ => null);

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The key of the stage that measures a row of the table.</summary>
    public static string Key(int row) => $"{row:x1}a".PadRight(64, '0');

    public static string TrainKey(int row) => $"{row:x1}b".PadRight(64, '0');

    /// <summary>Adds a finished training and the four measurings, but for rows that are left out.</summary>
    public ReportFixture Fill(params int[] without)
    {
        Run(TrainKey(0), RunState.Succeeded, Training());
        foreach (var row in Enumerable.Range(0, 4).Except(without))
        {
            Run(Key(row), RunState.Succeeded, [.. Enumerable.Range(0, Images).Select(image => new ImageEntry(Score(row, image)))]);
        }

        return this;
    }

    /// <summary>Adds a run of a stage.</summary>
    public RunRecord Run(string key, RunState state, params JournalEntry[] entries)
    {
        var run = new RunRecord
        {
            Id = RunRecord.IdOf(key, 1),
            StageKey = key,
            Attempt = 1,
            State = RunState.Running,
            Host = "host" + _hostile,
            Pid = 1,
            BootId = "b",
            Heartbeat = Clock.GetUtcNow(),
            Started = Clock.GetUtcNow(),
            Ended = state == RunState.Running ? null : Clock.GetUtcNow(),
            Seconds = 61.5,
            Device = "cpu",
            Threads = 1,
            EnvironmentId = "e",
            FailureKind = state == RunState.Failed ? "input" : null,
            FailureMessage = state == RunState.Failed ? "no image " + _hostile : null,
        };
        var environment = $$"""{"program":"1","os":{{Json("Linux" + _hostile)}} }""";
        Store.Runs.Save(run, environment);
        Store.Events.Append("run-started", run.Id);
        Store.Provenance.Save(run.Id, new RunProvenance($$"""{"branch":{{Json("main" + _hostile)}} }""", $$"""{"evaluation":{"list":{{Json("val" + _hostile)}} } }""", 1.5, 2_000_000));
        Store.Scores.Ingest(run.Id, [new SeedEntry("training", 7), .. entries]);
        var folder = Path.Combine(StoreFolder, "stages", key, "1");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "log.txt"), $"a line {_hostile}\nthe last line\n");
        Store.Scores.SaveArtifacts(run.Id, [new ArtifactRecord("weights" + _hostile, "weights", Key(0), 12345)]);
        Store.Runs.Save(run with { State = state }, environment);
        Store.Events.Append(state == RunState.Running ? "run-resumed" : "run-succeeded", run.Id);
        return run with { State = state };
    }

    /// <summary>The site as it would be written.</summary>
    public ReportSite Build() => new(new ReportContent(Spec, Store, Files, Clock, () => Auditor.Audit(StoreFolder, new AuditOptions(Spec.Name, AuditOptions.ReadingLevels))), []);

    /// <summary>Writes the site, and gives what was written, by path.</summary>
    public Dictionary<string, byte[]> Write(IFileSystem? files = null)
    {
        new ReportWriter(files ?? Files, Clock, Auditor, _ => []).Write(Spec, StoreFolder, AuditOptions.ReadingLevels, Site, CancellationToken.None);
        return Directory.EnumerateFiles(Site, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Site, path), File.ReadAllBytes, StringComparer.Ordinal);
    }

    /// <summary>An image's scores under a row; the last image's masked confidence is no number under row 1.</summary>
    public ImageScore Score(int row, int image) => new()
    {
        Index = image,
        Image = $"n/{image}{_hostile}.png",
        Label = 1,
        Predicted = image % 2,
        Confidence = 0.5,
        LabelRank = 1,
        Degenerate = row == 1 && image == Images - 1,
        Masked =
        [
            new MaskedScore(0, row == 1 && image == Images - 1 ? double.NaN : (row + image) / 20.0, 0),
            new MaskedScore(0.5, 0.5 - (image / 100.0 / (row + 1)), 0),
        ],
    };

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }

    private static JournalEntry[] Training() =>
    [
        new StartEntry(1000, "steps", 0),
        .. Enumerable.Range(0, 1000).Select(step => new StepEntry(step / 500, step, 8, new Dictionary<string, double> { ["loss"] = 1.0 / (step + 1), ["learning-rate.weight"] = 0.1 })),
        new EpochEntry(0, 499, new Dictionary<string, double> { ["loss"] = 0.25 }),
        new EpochEntry(1, 999, new Dictionary<string, double> { ["loss"] = 0.125 }),
    ];

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}

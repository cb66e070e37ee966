using CsCheck;
using Dapper;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;
using LCam.Problems;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace LCam.Experiments.Tests.Store;

public sealed class StoreTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-store-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Ingesting_the_same_lines_again_changes_nothing() => Gen.Int[1, 40].Sample(
        count =>
        {
            using var store = OpenWithRun(out var run);
            var entries = Entries(count);
            store.Scores.Ingest(run.Id, entries);
            var before = Dump(run.Id);
            store.Scores.Ingest(run.Id, entries);
            store.Scores.Ingest(run.Id, [.. entries.Skip(count / 2)]);
            Assert.Equal(before, Dump(run.Id));
            store.Scores.Forget(run.Id);
            Assert.Empty(store.Scores.Images(run.Id));
        },
        iter: 10,
        threads: 1);

    [Fact]
    public void Step_metrics_are_thinned_out_to_means_over_equal_spans()
    {
        using var store = OpenWithRun(out var run);
        store.Scores.Ingest(run.Id, [.. Enumerable.Range(0, 10).Select(step => new StepEntry(step / 5, step, 1, new Dictionary<string, double> { ["loss"] = step, ["rate"] = 1 }))]);
        Assert.Equal(
            [new MetricRecord(0, 0, "loss", 1), new MetricRecord(0, 3, "loss", 4), new MetricRecord(1, 6, "loss", 7), new MetricRecord(1, 9, "loss", 9)],
            store.Scores.StepMeans(run.Id, 4).Where(metric => metric.Name == "loss"));
        Assert.Equal(20, store.Scores.StepMeans(run.Id, 100).Count);
        Assert.Empty(store.Scores.StepMeans("none", 100));
    }

    [Fact]
    public void Events_are_found_by_what_they_happened_to_in_order()
    {
        using var store = OpenWithRun(out _);
        foreach (var (kind, subject) in new[] { ("one", "a"), ("two", "b"), ("three", "a") })
        {
            store.Events.Append(kind, subject);
        }

        Assert.Equal(["one", "three"], store.Events.Of(["a", "c"])["a"].Select(happened => happened.Kind));
    }

    [Fact]
    public void Scores_come_back_as_they_were_measured()
    {
        using var store = OpenWithRun(out var run);
        var entries = Entries(7);
        store.Scores.Ingest(run.Id, entries);
        var expected = entries.OfType<ImageEntry>().Select(entry => entry.Score).ToList();
        var actual = store.Scores.Images(run.Id);
        Assert.Equal(expected.Select(score => (score.Image, score.Confidence)), actual.Select(score => (score.Image, score.Confidence)));
        Assert.Equal(expected.SelectMany(score => score.Masked), actual.SelectMany(score => score.Masked));
        Assert.Equal(
            expected.Select(score => score.Measures?.OrderBy(entry => entry.Key)),
            actual.Select(score => score.Measures?.OrderBy(entry => entry.Key)));
    }

    [Fact]
    public void A_store_of_the_first_version_without_stages_is_brought_up_to_date()
    {
        ExperimentStore.Open(_folder.FullName, _clock).Dispose();
        using (var connection = Connect())
        {
            foreach (var trigger in connection.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").ToList())
            {
                connection.Execute($"DROP TRIGGER {trigger}");
            }

            connection.Execute(
                """
                DROP VIEW v_runs;
                DROP VIEW v_scores;
                DROP VIEW v_metrics;
                DROP TABLE image_measures;
                DROP TABLE map_similarities;
                DROP TABLE stretch_hosts;
                DROP TABLE stretches;
                ALTER TABLE runs DROP COLUMN engine;
                ALTER TABLE runs DROP COLUMN job;
                DROP TABLE score_summaries;
                DROP INDEX runs_by_stage;
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = replace(sql, '''explain'', ''measure'', ''sanity''', '''evaluate''') WHERE name = 'stages';
                PRAGMA writable_schema = RESET;
                DROP TABLE adopted_metrics;
                DROP TABLE adopted_files;
                DROP TABLE adopted_runs;
                DROP TABLE run_tags;
                DROP TABLE run_notes;
                DROP TABLE seals;
                DROP TABLE run_provenance;
                DROP TABLE texts;
                DROP INDEX stages_by_subject;
                ALTER TABLE stages DROP COLUMN subject_key;
                ALTER TABLE cells DROP COLUMN explain_key;
                ALTER TABLE cells RENAME COLUMN measure_key TO evaluate_key;
                ALTER TABLE cells DROP COLUMN holder;
                ALTER TABLE explained_images ADD COLUMN energy_inside REAL;
                ALTER TABLE explained_images ADD COLUMN mask_share REAL;
                PRAGMA user_version = 1
                """);
            Assert.Throws<SqliteException>(() => InsertSanityStage(connection));
        }

        ExperimentStore.OpenReadOnly(_folder.FullName, _clock)!.Dispose();
        using var store = OpenWithRun(out var run);
        store.Scores.Ingest(run.Id, Entries(1));
        Assert.Equal(4, store.Scores.Images(run.Id)[0].Measures!.Count);
        using var migrated = Connect();
        InsertSanityStage(migrated);
        Assert.Equal("ok", migrated.ExecuteScalar<string>("PRAGMA integrity_check"));
        Assert.Empty(migrated.Query("PRAGMA foreign_key_check"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(11)]
    public void A_store_whose_stages_have_other_keys_is_refused_and_left_as_it_is(int version)
    {
        OpenWithRun(out _).Dispose();
        using (var connection = Connect())
        {
            connection.Execute($"PRAGMA user_version = {version}");
        }

        Action[] ways = [() => ExperimentStore.Open(_folder.FullName, _clock), () => ExperimentStore.OpenReadOnly(_folder.FullName, _clock), () => ExperimentStore.OpenUntouched(_folder.FullName, _clock, anySchema: true)];
        Assert.All(ways, open =>
        {
            var problem = Assert.Single(Assert.Throws<ProblemException>(open).Problems);
            Assert.Contains($"the store is of schema version {version}: its stages have keys that this program", problem.What, StringComparison.Ordinal);
            Assert.Contains("in a new store, with --store", problem.Remedy, StringComparison.Ordinal);
        });
        using var untouched = Connect();
        Assert.Equal(version, untouched.ExecuteScalar<int>("PRAGMA user_version"));
    }

    [Fact]
    public void Only_the_checkpoints_that_are_kept_on_disk_stay()
    {
        using var store = OpenWithRun(out var run);
        store.Scores.Ingest(run.Id, [.. Enumerable.Range(1, 5).Select(step => new CheckpointEntry(0, step, $"c{step}", Key))]);
        Assert.Equal([4L, 5L], store.Scores.Checkpoints(run.Id).Select(checkpoint => checkpoint.Step));
    }

    [Fact]
    public void Every_event_covers_the_one_before_it()
    {
        using (var store = ExperimentStore.Open(_folder.FullName, _clock))
        {
            store.Events.Append("a", "x");
            _clock.Advance(TimeSpan.FromSeconds(1));
            store.Events.Append("b", "y");
        }

        using var connection = Connect();
        var events = connection.Query<(long Sequence, string Time, string Kind, string Subject, string Detail, string Previous, string Hash)>(
            "SELECT sequence, time, kind, subject, detail, previous_hash, hash FROM events ORDER BY sequence").ToList();
        Assert.Equal(2, events.Count);
        Assert.Equal(events[0].Hash, events[1].Previous);
        Assert.All(events, e => Assert.Equal(e.Hash, EventLog.Hash(e.Sequence, e.Time, e.Kind, e.Subject, e.Detail, e.Previous)));
        Assert.NotEqual(events[1].Hash, EventLog.Hash(2, events[1].Time, "b", "z", events[1].Detail, events[1].Previous));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_by_name()
    {
        ExperimentStore.Open(_folder.FullName, _clock).Dispose();
        using (var connection = Connect())
        {
            connection.Execute("PRAGMA user_version = 99");
        }

        var failure = Assert.Throws<ProblemException>(() => ExperimentStore.Open(_folder.FullName, _clock));
        Assert.Contains("schema version 99", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ProblemException>(() => ExperimentStore.OpenReadOnly(_folder.FullName, _clock));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_kept()
    {
        var path = Path.Combine(_folder.FullName, StoreDatabase.FileName);
        File.WriteAllText(path, new string('x', 5000));
        Assert.Throws<ProblemException>(() => ExperimentStore.Open(_folder.FullName, _clock));
        Assert.Equal(new string('x', 5000), File.ReadAllText(path));
    }

    [Fact]
    public void What_is_no_file_in_the_database_s_place_is_named_and_not_waited_for()
    {
        var path = Path.Combine(_folder.FullName, StoreDatabase.FileName);
        Assert.Equal(0, Mono.Unix.Native.Syscall.mkfifo(path, Mono.Unix.Native.FilePermissions.DEFFILEMODE));
        AssertSays("found a pipe");
        File.Delete(path);
        Directory.CreateDirectory(path);
        AssertSays("found a folder");

        void AssertSays(string words)
        {
            Action[] ways = [() => ExperimentStore.Open(_folder.FullName, _clock), () => ExperimentStore.OpenReadOnly(_folder.FullName, _clock), () => ExperimentStore.OpenUntouched(_folder.FullName, _clock)];
            Assert.All(ways, open => Assert.Contains(words, Assert.Throws<ProblemException>(open).Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Reading_where_there_is_no_store_makes_none()
    {
        Assert.Null(ExperimentStore.OpenReadOnly(_folder.FullName, _clock));
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    private ExperimentStore OpenWithRun(out RunRecord run)
    {
        var store = ExperimentStore.Open(_folder.FullName, _clock);
        store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [new StageRecord(Key, "measure", "l", "{}")], []);
        run = new RunRecord
        {
            Id = RunRecord.IdOf(Key, 1),
            StageKey = Key,
            Attempt = 1,
            State = RunState.Running,
            Host = "h",
            Pid = 1,
            BootId = "b",
            Heartbeat = _clock.GetUtcNow(),
            Started = _clock.GetUtcNow(),
            Device = "cpu",
            Threads = 1,
            EnvironmentId = "e",
        };
        store.Runs.Save(run, "{}");
        return store;
    }

    private static List<JournalEntry> Entries(int count) =>
    [
        new SeedEntry("training", 3),
        new StepEntry(0, 0, 4, new Dictionary<string, double> { ["loss"] = 1 / 3.0, ["area"] = double.NaN }),
        .. Enumerable.Range(0, count).Select(index => new ImageEntry(new ImageScore
        {
            Index = index,
            Image = $"it's \"{index}\".png",
            Label = 1,
            Predicted = 0,
            Confidence = 1.0 / (index + 3),
            LabelRank = 1,
            Degenerate = index % 2 == 0,
            Masked = [new MaskedScore(0, 0.1 + index, 2), new MaskedScore(0.5, double.NaN, 1)],
            Measures = index % 4 == 3 ? null : new Dictionary<string, double?> { ["energy-inside"] = index % 3 == 0 ? null : 0.3, ["mask-share"] = 0.25, ["deletion"] = 1.0 / (index + 7), ["coherency"] = index % 2 == 0 ? null : 0.5 },
        })),
    ];

    private string Dump(string runId)
    {
        using var connection = Connect();
        return string.Join('\n', new[] { "metrics", "explained_images", "image_scores", "image_measures", "seeds" }.SelectMany(table =>
            connection.Query($"SELECT * FROM {table} WHERE run_id = @runId ORDER BY 1, 2, 3", new { runId }).Select(row => (string)row.ToString())));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, StoreDatabase.FileName)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void InsertSanityStage(SqliteConnection connection) =>
        connection.Execute("INSERT INTO stages (key, kind, label, identity, created) VALUES ('check', 'sanity', 'a check', '{}', '2026-01-02T03:04:05Z')");
}

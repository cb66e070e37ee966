using System.IO.Abstractions;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;
using LCam.Experiments.Transfer;
using LCam.Problems;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>Runs go from one store to another as they are, or not at all.</summary>
public sealed class TransferTests : IDisposable
{
    private static readonly FileSystem Files = new();

    private readonly TransferFixture _from = new();
    private readonly StoreFixture _to = new();
    private readonly string _archive;
    private readonly RunRecord _train;
    private readonly RunRecord _measure;

    public TransferTests()
    {
        _archive = Path.Combine(_from.Store.Folder, "runs.zip");
        (_train, _measure) = (_from.Train, _from.Measure);
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public void A_run_goes_with_what_it_needs_and_is_the_same_there()
    {
        Assert.Equal([_train.Id, _measure.Id], Export());
        var report = Import();
        Assert.Equal([_train.Id, _measure.Id], report.Imported);
        Assert.Equal(Dump(_from.Folder), Dump(_to));
        Assert.Equal(
            File.ReadAllBytes(_from.Folder.PathOf(_measure.StageKey, 1, "journal.jsonl")), File.ReadAllBytes(_to.PathOf(_measure.StageKey, 1, "journal.jsonl")));
        using var connection = _to.Connect();
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT COUNT(*) FROM events WHERE kind = 'run-imported' AND detail LIKE '%\"host\":\"h\"%'"));
        Assert.False(Directory.Exists(Path.Combine(_to.Store.Folder, "importing")));
        Assert.Equal([0L, 1], _to.Store.Environments.StretchesOf(_train.Id).Select(stretch => stretch.First));
        Assert.Equal(["threads 2 first, 1 later"], Stretches.Mixture(_to.Store.Environments.StretchesOf(_train.Id)));
    }

    [Fact]
    public void What_people_say_of_a_run_goes_with_it()
    {
        _from.Store.Labels.Tag([_train.Id], "paper");
        _from.Store.Labels.Note(_train.Id, "the good one");
        Export();
        Import();
        Assert.Equal("paper: the good one", _to.Store.Labels.Of(_train.Id).Text);
        Assert.Same(RunLabels.None, _to.Store.Labels.Of(_measure.Id));
    }

    [Fact]
    public void Importing_again_changes_nothing()
    {
        Export();
        Import();
        var before = Dump(_to);
        var again = Import();
        Assert.Empty(again.Imported);
        Assert.Equal(2, again.Skipped.Count);
        Assert.Equal(before, Dump(_to));
    }

    [Fact]
    public void An_experiment_goes_with_its_cells_but_never_replaces_one()
    {
        _from.Export(_archive);
        Assert.Equal([TransferFixture.Experiment], Import().Experiments);
        Assert.Equal(_from.Store.Experiments.CurrentCells(TransferFixture.Experiment), _to.Store.Experiments.CurrentCells(TransferFixture.Experiment));
        Assert.Empty(Import().Experiments);
    }

    [Theory]
    [InlineData("output.table")]
    [InlineData("output.plot")]
    [InlineData("output.store")]
    [InlineData("tables.x.output")]
    [InlineData("data.shapes.folder")]
    [InlineData("output={table: /etc/passwd}#")]
    [InlineData(" output.table")]
    [InlineData("tables")]
    public void A_place_to_write_that_a_command_line_elsewhere_named_stays_there_and_all_else_comes(string key)
    {
        var resolved = new JsonObject { ["name"] = Value("e.yaml:1"), ["training.epochs"] = Value("--set training.epochs"), ["tables.x.rows"] = Value("--set tables.x.rows"), ["output.seal"] = Value("e.yaml:2") };
        var arriving = CanonicalJson.Text(resolved);
        resolved[key] = Value("--set " + key);
        using (var connection = _from.Folder.Connect())
        {
            connection.Execute("UPDATE experiments SET resolved = @text", new { text = CanonicalJson.Text(resolved) });
        }

        _from.Export(_archive);

        Assert.Equal([TransferFixture.Experiment], Import().Experiments);
        Assert.Equal(arriving, _to.Store.Experiments.Find(TransferFixture.Experiment)!.Resolved);
    }

    [Fact]
    public void What_a_run_on_a_GPU_says_of_where_it_computed_is_taken()
    {
        var environment = EnvironmentDescription.Current("cuda:0", 1);
        Assert.Contains("\"models\":[", environment.Text, StringComparison.Ordinal);
        Assert.Empty(ForeignRecords.OfEnvironment(environment.Text));
        Assert.NotEmpty(ForeignRecords.OfEnvironment("""{"gpu":{"models":{}}}"""));
    }

    [Fact]
    public void What_failed_there_is_replaced_under_a_new_attempt()
    {
        Export();
        Import();
        using (var connection = _to.Connect())
        {
            connection.Execute("UPDATE runs SET state = 'failed' WHERE id = @Id", new { _measure.Id });
        }

        Assert.Equal([RunRecord.IdOf(_measure.StageKey, 2)], Import().Imported);
        Assert.Equal(2, _to.Store.Scores.Images(RunRecord.IdOf(_measure.StageKey, 2)).Count);
    }

    [Fact]
    public void The_same_runs_make_the_same_bytes()
    {
        Export();
        var first = File.ReadAllBytes(_archive);
        Export();
        Assert.Equal(first, File.ReadAllBytes(_archive));
    }

    [Fact]
    public void A_changed_file_is_not_exported_and_what_did_not_succeed_is_not_either()
    {
        File.AppendAllText(_from.Folder.PathOf(_train.StageKey, 1, "journal.jsonl"), "x");
        Assert.Contains("is not what run", Assert.Throws<ProblemException>(Export).Message, StringComparison.Ordinal);
        using var connection = _from.Folder.Connect();
        connection.Execute("UPDATE runs SET state = 'failed' WHERE id = @Id", new { _train.Id });
        Assert.Contains("only what succeeded can be moved", Assert.Throws<ProblemException>(Export).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_import_would_refuse_is_not_exported()
    {
        using (var connection = _from.Folder.Connect())
        {
            connection.Execute("UPDATE runs SET device = 'abacus'; UPDATE stages SET label = 'a' || char(10) || 'b'");
        }

        var failure = Assert.Throws<ProblemException>(Export);

        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Equal(4, failure.Problems.Count);
        Assert.Contains("its device 'abacus' is not cpu or cuda:N (no archive was made", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_archive));
    }

    [Theory]
    [InlineData("\"version\": 4", "\"version\": 5", "use a newer lcam")]
    [InlineData("\"version\": 4", "\"version\": 3", "its stages have keys that this program does not make")]
    [InlineData("lcam-runs", "other-runs", "another program's")]
    public void A_newer_archive_or_another_programs_is_refused(string right, string wrong, string message)
    {
        Export();
        Rewrite(ArchiveManifest.FileName, text => text.Replace(right, wrong, StringComparison.Ordinal));
        Refused(message);
    }

    [Fact]
    public void A_changed_journal_an_added_file_and_a_missing_one_are_refused()
    {
        Export();
        var whole = File.ReadAllBytes(_archive);
        var journal = $"runs/{_train.Id}/journal.jsonl";
        Rewrite(journal, text => text.Replace("step", "stop", StringComparison.Ordinal));
        Refused("is not what the manifest says");
        File.WriteAllBytes(_archive, whole);
        Rewrite(journal, text => text + new string(' ', 1_000_000));
        Refused("has another size than the manifest says");
        File.WriteAllBytes(_archive, whole);
        Rewrite("runs/more", _ => "more");
        Refused("its manifest does not know");
        File.WriteAllBytes(_archive, whole);
        using (var zip = ZipFile.Open(_archive, ZipArchiveMode.Update))
        {
            zip.GetEntry(journal)!.Delete();
        }

        Refused("is missing in it");
    }

    [Fact]
    public void An_archive_that_is_cut_off_or_damaged_anywhere_is_refused_or_imported_whole()
    {
        Export();
        var whole = File.ReadAllBytes(_archive);
        for (var place = 0; place < whole.Length; place += 97)
        {
            File.WriteAllBytes(_archive, whole[..place]);
            Refused("");
            var damaged = (byte[])whole.Clone();
            damaged[place] ^= 0x55;
            File.WriteAllBytes(_archive, damaged);
            try
            {
                // Times and flags of entries hold nothing that matters.
                RunArchive.Open(Files, _archive).Dispose();
            }
            catch (ProblemException)
            {
            }
        }
    }

    private static JsonObject Value(string origin) => new() { ["value"] = "/etc/passwd", ["origin"] = origin };

    private List<string> Export()
    {
        var selection = new RunSelection(_from.Store);
        selection.Add(_measure.Id);
        return [.. new RunExporter(_from.Store, Files).Write(selection.Runs, [], _archive).Runs.Select(run => run.Run.Id)];
    }

    private ImportReport Import()
    {
        using var archive = RunArchive.Open(Files, _archive);
        return new RunImporter(_to.Store, Files, TimeProvider.System).Import(archive);
    }

    private void Refused(string message)
    {
        Assert.Contains(message, Assert.Throws<ProblemException>(Import).Message, StringComparison.Ordinal);
        Assert.Empty(_to.Store.Experiments.Names());
        Assert.False(Directory.Exists(Path.Combine(_to.Store.Folder, "stages")));
    }

    private void Rewrite(string name, Func<string, string> change)
    {
        using var zip = ZipFile.Open(_archive, ZipArchiveMode.Update);
        var text = "";
        if (zip.GetEntry(name) is { } entry)
        {
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            entry.Delete();
        }

        var changed = change(text);
        Assert.NotEqual(text, changed);
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(changed);
    }

    private static string Dump(StoreFixture fixture)
    {
        using var connection = fixture.Connect();
        return string.Join('\n', new[] { "runs", "metrics", "explained_images", "image_scores", "image_measures", "artifacts", "score_summaries", "environments", "stretches", "run_provenance", "texts" }
            .SelectMany(table => connection.Query($"SELECT * FROM {table} ORDER BY 1, 2").Select(row => $"{table} {string.Join('|', ((IDictionary<string, object?>)row).Values)}")));
    }
}

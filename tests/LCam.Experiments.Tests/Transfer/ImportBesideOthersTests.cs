using System.IO.Abstractions;
using Dapper;
using LCam.Experiments.Garbage;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;
using LCam.Experiments.Transfer;
using LCam.Files;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>Imports beside each other, beside collections, after kills and after faults: no run's folder is lost or half there.</summary>
public sealed class ImportBesideOthersTests : IDisposable
{
    private static readonly FileSystem Files = new();

    private readonly TransferFixture _from = new();
    private readonly StoreFixture _to = new();
    private readonly string _archive;

    public ImportBesideOthersTests()
    {
        _archive = Path.Combine(_from.Store.Folder, "runs.zip");
        _from.Export(_archive);
    }

    private string Importing => Path.Combine(_to.Store.Folder, "importing");

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public void Of_imports_at_once_one_brings_each_run_and_none_harms_another()
    {
        var reports = new ImportReport[4];
        Parallel.For(0, reports.Length, new ParallelOptions { MaxDegreeOfParallelism = reports.Length }, place =>
        {
            using var store = ExperimentStore.Open(_to.Store.Folder, TimeProvider.System);
            reports[place] = Import(store);
        });
        Assert.Equal(new[] { _from.Train.Id, _from.Measure.Id }.Order(), reports.SelectMany(report => report.Imported).Order());
        Assert.All(reports, report => Assert.Equal(2, report.Imported.Count + report.Skipped.Count));
        Assert.Single(reports.SelectMany(report => report.Experiments));
        WholeAt(1);
        Assert.False(Directory.Exists(Importing));
    }

    [Fact]
    public void What_a_killed_import_left_goes_with_the_next_one_and_what_a_living_one_has_stays()
    {
        var dead = Leave(ProcessMark.Current with { Pid = 4_194_305 });
        var alive = Leave(ProcessMark.Current);
        Import(_to.Store);
        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(alive));
        WholeAt(1);
    }

    [Fact]
    public void A_collection_lists_what_a_killed_import_left_and_removes_it()
    {
        var dead = Leave(ProcessMark.Current with { Pid = 4_194_305 });
        var alive = Leave(ProcessMark.Current);
        var garbage = new GarbageCollector(_to.Store, Files, TimeProvider.System);
        var item = Assert.Single(garbage.Find().Items);
        Assert.Equal(("an import that was killed left it", 1L), (item.Why, item.Bytes));
        Assert.Equal([item], garbage.Collect().Items);
        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(alive));
        Directory.Delete(alive, recursive: true);
    }

    [Fact]
    public void A_folder_that_no_row_knows_is_neither_replaced_nor_taken_for_the_runs_own()
    {
        var orphan = _to.PathOf(_from.Train.StageKey, 1, "journal.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        File.WriteAllText(orphan, "someone's");
        Assert.Equal([RunRecord.IdOf(_from.Train.StageKey, 2), _from.Measure.Id], Import(_to.Store).Imported);
        Assert.Equal("someone's", File.ReadAllText(orphan));
        Assert.Equal(5, Directory.GetFiles(_to.PathOf(_from.Train.StageKey, 2)).Length);
    }

    [Fact]
    public void An_import_whose_rows_fail_leaves_neither_rows_nor_folders()
    {
        using (var connection = _to.Connect())
        {
            connection.Execute("CREATE TRIGGER refuse BEFORE INSERT ON image_scores BEGIN SELECT RAISE(ABORT, 'no'); END");
        }

        Assert.Contains("nothing was changed", Assert.Throws<LCam.Problems.ProblemException>(() => Import(_to.Store)).Message, StringComparison.Ordinal);
        Assert.Empty(_to.Store.Runs.Of(_from.Train.StageKey));
        Assert.Empty(_to.Store.Experiments.Names());
        Assert.Empty(StageFolder.Attempts(Files, _to.Store.Folder, _from.Train.StageKey));
        Assert.False(Directory.Exists(Importing));
        using (var connection = _to.Connect())
        {
            connection.Execute("DROP TRIGGER refuse");
        }

        Import(_to.Store);
        WholeAt(1);
    }

    // A using that throws would hide what made the import fail.
    [Fact]
    public void A_folder_that_cannot_be_removed_at_an_import_s_end_is_left_for_the_next()
    {
        var disk = new Unremovable();
        var folder = ImportFolder.Make(disk, _to.Store.Folder);
        disk.Fails = true;
        folder.Dispose();
        Assert.True(Directory.Exists(folder.Path));
    }

    [Fact]
    public void A_run_that_is_under_way_here_is_left_out_and_the_other_comes()
    {
        _to.Record("own", null, null, _from.Measure.StageKey);
        _to.Run(_from.Measure.StageKey, RunState.Running);
        var report = Import(_to.Store);
        Assert.Equal([_from.Train.Id], report.Imported);
        Assert.Contains("under way here", Assert.Single(report.Skipped).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_attempt_does_not_go_on_from_what_lies_in_its_folder()
    {
        var folder = new StageFolder(Files, _to.Store.Folder, StoreFixture.Key('a'), 1);
        Directory.CreateDirectory(Path.Combine(folder.Path, "checkpoints"));
        File.WriteAllText(folder.JournalPath, "someone's");
        folder.Clear();
        Assert.True(folder.Exists);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private ImportReport Import(ExperimentStore store)
    {
        using var archive = RunArchive.Open(Files, _archive);
        return new RunImporter(store, Files, TimeProvider.System).Import(archive);
    }

    private string Leave(ProcessMark writer)
    {
        var folder = Path.Combine(Importing, $"import.{writer}.1{AsideName.Partial}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "x"), "x");
        return folder;
    }

    private void WholeAt(int attempt)
    {
        foreach (var run in new[] { _from.Train, _from.Measure })
        {
            var (there, here) = (_from.Folder.PathOf(run.StageKey, 1), _to.PathOf(run.StageKey, attempt));
            Assert.Equal(Listing(there), Listing(here));
        }

        using var connection = _to.Connect();
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT COUNT(*) FROM runs WHERE state = 'succeeded'"));
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT COUNT(*) FROM explained_images"));
        Assert.Empty(connection.Query("PRAGMA foreign_key_check"));
    }

    private static IEnumerable<string> Listing(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(File.ReadAllBytes(path))}");

    private sealed class Unremovable : FileSystem
    {
        public bool Fails { get; set; }

        public override IDirectory Directory => Fails ? throw new IOException("Input/output error", 5) : base.Directory;
    }
}

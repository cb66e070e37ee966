using System.IO.Abstractions;
using LCam.Experiments.Garbage;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;
using LCam.Files;

namespace LCam.Experiments.Tests.Garbage;

/// <summary>What comes about while garbage is collected, and what killed processes left.</summary>
public sealed class GarbageRaceTests : IDisposable
{
    private static readonly string GivenUp = StoreFixture.Key('d');

    // Nobody has it: beyond the largest number that Linux gives.
    private static readonly ProcessMark Gone = ProcessMark.Current with { Pid = int.MaxValue };

    private readonly StoreFixture _fixture = new();
    private readonly FileSystem _files = new();

    public GarbageRaceTests()
    {
        _fixture.Record("e", null, null, GivenUp);
        _fixture.Run(GivenUp);
        _fixture.Store.Experiments.Record(new ExperimentRecord("e", Path.Combine(_fixture.Store.Folder, "specs", "e.yaml"), "", """{"output.table":{"value":"out/table.md"}}"""), [], []);
    }

    private StageFolder Folder => new(_files, _fixture.Store.Folder, GivenUp, 1);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_run_that_begins_when_its_stage_was_just_removed_keeps_its_folder()
    {
        var garbage = new GarbageCollector(_fixture.Store, _files, _fixture.Clock)
        {
            BetweenRowsAndFiles = () =>
            {
                _fixture.Record("f", null, null, GivenUp);
                _fixture.Run(GivenUp, RunState.Running);
                File.WriteAllText(Folder.PathOf("new"), "");
            },
        };

        // The run that was needless is gone, its folder is not.
        Assert.Equal((RunRecord.IdOf(GivenUp, 1), 0L), Assert.Single(garbage.Collect().Items.Select(item => (item.RunId, item.Bytes))));
        Assert.True(File.Exists(Folder.PathOf("new")));
        Assert.Single(_fixture.Store.Runs.Of(GivenUp));
    }

    [Fact]
    public void A_stage_in_which_a_worker_is_stays_whatever_its_row_says()
    {
        var garbage = new GarbageCollector(_fixture.Store, _files, _fixture.Clock);
        using (StageLock.Take([Folder]))
        {
            File.WriteAllText(Folder.PathOf("weights.partial"), "");
            Assert.Empty(garbage.Find().Items);
            Assert.Empty(garbage.Collect().Items);
        }

        Assert.True(File.Exists(Folder.JournalPath));
        Assert.Single(_fixture.Store.Runs.Of(GivenUp));
        Assert.Single(garbage.Collect().Items);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Folder.Path)));
    }

    [Fact]
    public void What_killed_processes_left_is_listed_and_removed_and_what_others_write_stays()
    {
        _fixture.Record("f", null, null, GivenUp);
        Directory.CreateDirectory(Path.Combine(_fixture.Store.Folder, "specs", "out"));
        Directory.CreateDirectory(Path.Combine(_fixture.Store.Folder, "specs", "data"));
        Directory.CreateDirectory(Folder.PathOf("checkpoints"));
        string[] dead =
        [
            Left(Folder.PathOf("checkpoints"), "step-1.safetensors.partial"),
            Left(Folder.Path, "result.json.partial"),
            Left(_fixture.Store.Folder, $"importing.{Gone}.1.partial"),
            Left(Path.Combine(_fixture.Store.Folder, "specs", "out"), $"table.md.{Gone}.1.partial"),
            Left(Path.Combine(_fixture.Store.Folder, "specs"), $"data.{Gone}.2.former"),

            // Of another machine, container or boot, and untouched for more than a day.
            Left(Path.Combine(_fixture.Store.Folder, "specs"), $"data.{Gone with { Place = "00000001" }}.3.partial", hours: 25),
        ];
        string[] alive =
        [
            Left(Path.Combine(_fixture.Store.Folder, "specs"), $"data.{ProcessMark.Current}.7.partial", hours: 25),
            Left(Path.Combine(_fixture.Store.Folder, "specs"), $"data.{Gone with { Place = "00000001" }}.4.partial", hours: 23),
            Left(Path.Combine(_fixture.Store.Folder, "specs"), $"data.{Gone with { Place = "00000000" }}.1.partial"),
            Left(Path.Combine(_fixture.Store.Folder, "specs"), "list.txt.partial"),

            // It was being replaced, and nothing is in its place: there is no other.
            Left(Path.Combine(_fixture.Store.Folder, "specs"), $"report.{Gone}.3.former"),
        ];
        var garbage = new GarbageCollector(_fixture.Store, _files, _fixture.Clock);

        var found = garbage.Find();
        Assert.Equal(dead.Order(StringComparer.Ordinal), found.Items.Select(item => Path.Combine(_fixture.Store.Folder, item.Folder)).Order(StringComparer.Ordinal));
        Assert.All(found.Items, item => Assert.Equal((4, "a killed process left it half written"), ((int)item.Bytes, item.Why)));
        Assert.All(dead, path => Assert.True(File.Exists(path)));

        Assert.Equal(found.Items, garbage.Collect().Items);
        Assert.All(dead, path => Assert.False(File.Exists(path)));
        Assert.All(alive, path => Assert.True(File.Exists(path)));
        Assert.Empty(garbage.Find().Items);
    }

    [Fact]
    public void A_folder_of_no_run_that_a_worker_has_just_taken_is_not_said_to_be_removed()
    {
        var orphan = new StageFolder(_files, _fixture.Store.Folder, StoreFixture.Key('9'), 1);
        Directory.CreateDirectory(orphan.Path);
        Directory.SetLastWriteTimeUtc(orphan.Path, _fixture.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        using (StageLock.Take([orphan]))
        {
            Assert.DoesNotContain(new GarbageCollector(_fixture.Store, _files, _fixture.Clock).Collect().Items, item => item.RunId is null);
        }

        Assert.True(Directory.Exists(orphan.Path));
    }

    [Fact]
    public void A_stage_that_cannot_be_looked_into_stays_and_the_others_are_listed_and_removed()
    {
        var closed = Path.Combine(_fixture.Store.Folder, "stages", StoreFixture.Key('1'));
        Directory.CreateDirectory(closed);
        Directory.SetLastWriteTimeUtc(closed, _fixture.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        Left(_fixture.Store.Folder, $"lcam.db.{Gone}.1.partial");
        var garbage = new GarbageCollector(_fixture.Store, new OneClosed(closed), _fixture.Clock);

        Assert.Equal(2, garbage.Find().Items.Count);
        Assert.Equal(2, garbage.Collect().Items.Count);
        Assert.True(Directory.Exists(closed));
    }

    // As for a user who may not read a folder; for root there is none.
    private sealed class OneClosed(string closed) : FileSystem
    {
        public override IDirectory Directory => new Folders(this, closed);

        private sealed class Folders(IFileSystem files, string closed) : DirectoryWrapper(files)
        {
            public override IEnumerable<string> EnumerateDirectories(string path) =>
                path == closed ? throw new UnauthorizedAccessException($"Access to the path '{path}' is denied.") : base.EnumerateDirectories(path);
        }
    }

    private string Left(string folder, string name, int hours = 0)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, _fixture.Clock.GetUtcNow().UtcDateTime.AddHours(-hours));
        return path;
    }
}

using LCam.Experiments.Journals;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Tests.Stages;
using LCam.Files;

namespace LCam.Experiments.Tests.Resilience;

/// <summary>A disk that says once that it did not take a file is believed, and not asked again.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-disk-");
    private readonly FailingDisk _disk = new();

    private string Journal => Path.Combine(_folder.FullName, "journal.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Lines_that_the_disk_refused_are_not_in_the_journal_and_nobody_asks_again()
    {
        var writer = new JournalWriter(_disk, Journal, 0);
        writer.Append(new NoteEntry("safe"));
        writer.Sync();
        writer.Append(new NoteEntry("refused"));
        writer.Append(new CheckpointEntry(0, 2, "c", "0"));
        _disk.Fails = path => path == Journal;

        var failure = Assert.Throws<DiskFault>(writer.Sync);
        _disk.Fails = _ => false;
        Assert.Throws<DiskFault>(writer.Sync);
        writer.Dispose();

        Assert.Contains($"the disk did not take '{Journal}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cut off", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, _disk.Asked("journal.jsonl"));
        Assert.Equal([new NoteEntry("safe")], JournalReader.Read(_disk, Journal).Select(placed => placed.Entry));
    }

    [Fact]
    public void What_a_journal_had_before_it_was_opened_stays()
    {
        using (var first = new JournalWriter(_disk, Journal, 0))
        {
            first.Append(new NoteEntry("safe"));
        }

        var length = new FileInfo(Journal).Length;
        _disk.Fails = _ => true;
        var second = new JournalWriter(_disk, Journal, length);
        second.Append(new NoteEntry("refused"));
        Assert.Throws<DiskFault>(second.Dispose);

        Assert.Equal(length, new FileInfo(Journal).Length);
    }

    [Fact]
    public void A_policy_for_passing_faults_does_not_repeat_it()
    {
        var asked = 0;
        Assert.Throws<DiskFault>(() => TransientFaults.Pipeline().Execute(() =>
        {
            asked++;
            throw new DiskFault("once") { HResult = 5 };
        }));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("stage.json.partial")]
    [InlineData("/1")]
    public void An_order_that_the_disk_refused_is_told_and_leaves_nothing_half(string refused)
    {
        _disk.Fails = path => path.EndsWith(refused, StringComparison.Ordinal);
        var folder = new StageFolder(_disk, _folder.FullName, Orders.Key('a'), 1);

        Assert.Contains(refused, Assert.Throws<DiskFault>(() => folder.WriteOrder(Orders.Classifier('a'))).Message, StringComparison.Ordinal);

        Assert.Equal(1, _disk.Asked(refused));
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), path => path.EndsWith(AsideName.Partial, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_replaced_reaches_the_disk_before_its_name_and_then_its_folder()
    {
        var path = Path.Combine(_folder.FullName, "table.md");
        File.WriteAllText(path, "old");
        _disk.Fails = _ => false;

        _disk.Replace(path, stream => stream.WriteByte((byte)'n'));
        Assert.Equal((1, 1), (_disk.Asked(AsideName.Partial), _disk.Asked(_folder.Name)));
        Assert.Equal("n", File.ReadAllText(path));

        _disk.Fails = asked => asked.EndsWith(AsideName.Partial, StringComparison.Ordinal);
        Assert.Throws<DiskFault>(() => _disk.Replace(path, stream => stream.WriteByte((byte)'m')));
        Assert.Equal("n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void A_whole_tree_reaches_the_disk_and_one_file_that_does_not_is_told()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "a", "b"));
        File.WriteAllText(Path.Combine(_folder.FullName, "a", "b", "c"), "1");
        _disk.FlushTree(_folder.FullName);
        Assert.All(new[] { "/a", "/a/b", "/a/b/c", _folder.Name }, path => Assert.Equal(1, _disk.Asked(path)));

        _disk.Fails = path => path.EndsWith("/c", StringComparison.Ordinal);
        Assert.Throws<DiskFault>(() => _disk.FlushTree(_folder.FullName));
    }
}

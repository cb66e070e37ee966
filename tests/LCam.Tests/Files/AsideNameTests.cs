using LCam.Files;
using LCam.Problems;
using LCam.Tests.Shapes;

namespace LCam.Tests.Files;

public sealed class AsideNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("table.md")]
    [InlineData(".hidden")]
    [InlineData("no-ending")]
    [InlineData("a.1.partial")]
    public void A_name_tells_its_target_and_its_writer(string name)
    {
        var aside = AsideName.For(In(name));
        var parsed = AsideName.Parse(aside)!;

        Assert.Equal((_folder.Parent, name, ProcessMark.Current), (Path.GetDirectoryName(aside), parsed.Stem, parsed.Writer));
        Assert.False(parsed.Writer.IsGone);
        Assert.NotEqual(aside, AsideName.For(In(name)));
    }

    [Theory]
    [InlineData("table.md.partial")]
    [InlineData(".table.md.123.partial")]
    [InlineData(".table.md.0123abcd-12-x.1.partial")]
    [InlineData("0123abcd-12-34.1.partial")]
    [InlineData("table.md.0123abcd-12-34.1.part")]
    public void Another_name_is_nobodys(string name) => Assert.Null(AsideName.Parse(In(name)));

    [Fact]
    public void A_name_of_255_bytes_can_be_written_aside()
    {
        var path = In(new string('n', 255));
        AsideFile.Write(path, stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void What_a_killed_process_left_of_a_file_goes_when_that_file_is_written_again_and_nothing_else_does()
    {
        var (dead, folder) = (Left("a.txt", Gone), Directory.CreateDirectory(Name("a.txt", Gone, 901)).FullName);
        string[] kept =
        [
            Left("a.txt", ProcessMark.Current),
            Left("b.txt", Gone),
            Left("a.txt", Gone with { Place = "00000000" }),
            Left("a.txt", ProcessMark.Parse($"{ProcessMark.Current.Place}-1-{ProcessStart.Of(1)}")!),
        ];

        AsideFile.Write(In("a.txt"), stream => stream.WriteByte(1));

        Assert.False(Path.Exists(dead) || Path.Exists(folder));
        Assert.All(kept, path => Assert.True(File.Exists(path)));
        Assert.Equal(kept.Length + 1, Directory.GetFileSystemEntries(_folder.Parent).Length);
    }

    [Fact]
    public void A_later_process_of_the_same_number_does_not_keep_a_dead_ones_files() =>
        Assert.True((ProcessMark.Current with { Start = "1" }).IsGone);

    [Fact]
    public void A_link_among_the_remains_is_removed_and_not_followed()
    {
        var kept = Directory.CreateDirectory(In("kept"));
        File.WriteAllText(Path.Combine(kept.FullName, "file"), "");
        Directory.CreateSymbolicLink(Name("a.txt", Gone, 1), kept.FullName);

        AsideName.RemoveDead(In("a.txt"));

        Assert.Equal([kept.FullName], Directory.GetFileSystemEntries(_folder.Parent));
        Assert.Single(kept.EnumerateFiles());
    }

    [Fact]
    public void A_former_folder_that_may_be_the_only_one_stays_until_another_stands_in_its_place()
    {
        var former = Directory.CreateDirectory(In($"site.{Gone}.1.former")).FullName;

        AsideName.RemoveDead(In("site"));
        Assert.True(Directory.Exists(former));

        Directory.CreateDirectory(In("site"));
        AsideName.RemoveDead(In("site"));
        Assert.False(Directory.Exists(former));
    }

    [Fact]
    public void A_link_is_replaced_itself()
    {
        File.WriteAllText(In("kept"), "kept");
        File.CreateSymbolicLink(In("a.txt"), In("kept"));

        AsideFile.Write(In("a.txt"), stream => stream.WriteByte((byte)'n'));

        Assert.Equal(("kept", "n"), (File.ReadAllText(In("kept")), File.ReadAllText(In("a.txt"))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_the_disk_does_not_take_is_told_and_leaves_the_old_one(bool folder)
    {
        var path = In("a.txt");
        File.WriteAllText(path, "old");

        var failure = Assert.Throws<ProblemException>(() => AsideFile.Write(path, stream => stream.WriteByte((byte)'n'), new FailingDisk { FailsFiles = !folder, FailsFolders = folder }));

        Assert.Equal(ProblemKind.Environment, failure.Kind);
        Assert.Contains("cannot be written: the disk did not take", failure.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Parent));
        Assert.Equal(folder ? "n" : "old", File.ReadAllText(path));
    }

    public void Dispose() => _folder.Dispose();

    // Nobody has it: beyond the largest number that Linux gives.
    private static ProcessMark Gone => ProcessMark.Current with { Pid = int.MaxValue };

    private string In(string name) => Path.Combine(_folder.Parent, name);

    private string Name(string target, ProcessMark writer, int number) => In($"{target}.{writer}.{number}.partial");

    private string Left(string target, ProcessMark writer)
    {
        var path = Name(target, writer, 900);
        File.WriteAllText(path, "half");
        return path;
    }
}

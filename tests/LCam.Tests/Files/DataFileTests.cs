using LCam.Files;
using LCam.Problems;
using LCam.Tests.Shapes;
using Mono.Unix.Native;

namespace LCam.Tests.Files;

public sealed class DataFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_regular_file_is_read_to_its_limit_and_not_beyond()
    {
        var path = File("text", "12345");

        Assert.Equal("12345", DataFile.ReadText(path, limit: 5));
        Assert.Contains("5 bytes, and 4 is the limit", Assert.Throws<ProblemException>(() => DataFile.ReadText(path, limit: 4)).Message);
    }

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_a_writer()
    {
        var path = Path.Combine(_folder.Parent, "pipe");
        Assert.Equal(0, Syscall.mkfifo(path, FilePermissions.DEFFILEMODE));

        Assert.Contains("found a pipe", Assert.Throws<ProblemException>(() => DataFile.OpenRead(path)).Message);
    }

    [Theory]
    [InlineData("/dev/zero", "device")]
    [InlineData("/", "folder")]
    public void What_is_no_regular_file_is_refused(string path, string kind) =>
        Assert.Contains($"found a {kind}", Assert.Throws<ProblemException>(() => DataFile.OpenRead(path)).Message);

    [Fact]
    public void A_file_that_is_not_there_is_told_as_the_system_tells_it() =>
        Assert.Throws<FileNotFoundException>(() => DataFile.OpenRead(Path.Combine(_folder.Parent, "none")));

    [Fact]
    public void Links_lead_to_one_identity()
    {
        var path = File("text", "1");
        var link = System.IO.File.CreateSymbolicLink(path + ".link", path).FullName;

        Assert.Equal(FileIdentity.Of(path), FileIdentity.Of(link));
        Assert.Equal(FileKind.Link, FileIdentity.OfLink(link)!.Kind);
        Assert.Null(FileIdentity.Of(path + ".none"));
    }

    [Fact]
    public void A_folder_that_is_gone_cannot_be_flushed() =>
        Assert.Throws<DiskFault>(() => DurableFolder.Flush(Path.Combine(_folder.Parent, "none")));

    public void Dispose() => _folder.Dispose();

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder.Parent, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}

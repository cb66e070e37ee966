using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryImages _images = new();

    [Fact]
    public void Image_files_at_any_depth_are_found_in_ordinal_order()
    {
        Directory.CreateDirectory(Path.Combine(_images.Folder, "b", "c"));
        foreach (var name in new[] { "z.JPEG", "B.png", "a.jpg", "b/c/1.PNG", "b/2.jpeg", "notes.txt", ".hidden.jpg" })
        {
            _images.Add(name, [1]);
        }

        Assert.Equal(
            [".hidden.jpg", "B.png", "a.jpg", "b/2.jpeg", "b/c/1.PNG", "z.JPEG"],
            ImageFolder.Read(_images.Folder).Images.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void A_real_folder_is_visited_once_under_its_own_name()
    {
        Directory.CreateDirectory(Path.Combine(_images.Folder, "z", "s"));
        _images.Add("z/s/a.png", [1]);
        File.CreateSymbolicLink(Path.Combine(_images.Folder, "z", "s", "loop"), "..");
        File.CreateSymbolicLink(Path.Combine(_images.Folder, "a-link"), "z");
        Assert.Equal(["z/s/a.png"], ImageFolder.Read(_images.Folder).Images.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void A_link_to_a_folder_elsewhere_is_followed_once()
    {
        using var elsewhere = new TemporaryImages();
        elsewhere.Add("a.png", [1]);
        File.CreateSymbolicLink(Path.Combine(_images.Folder, "one"), elsewhere.Folder);
        File.CreateSymbolicLink(Path.Combine(_images.Folder, "two"), elsewhere.Folder);
        Assert.Equal(["one/a.png"], ImageFolder.Read(_images.Folder).Images.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void What_the_decoder_reads_is_listed_and_the_rest_counted()
    {
        foreach (var name in new[] { "a.webp", "b.GIF", "c.bmp", "d.tif", "e.TIF", "f.txt", "README" })
        {
            _images.Add(name, [1]);
        }

        File.CreateSymbolicLink(Path.Combine(_images.Folder, "gone.png"), "nowhere");
        Assert.Equal(0, Mono.Unix.Native.Syscall.mkfifo(Path.Combine(_images.Folder, "pipe.png"), Mono.Unix.Native.FilePermissions.DEFFILEMODE));
        File.Delete(_images.ListPath);
        var content = ImageFolder.Read(_images.Folder);
        Assert.Equal(["a.webp", "b.GIF", "c.bmp"], content.Images.Entries.Select(entry => entry.Path));
        Assert.Equal("skipped 2 .tif, 1 without an extension, 1 .txt, not regular: gone.png (link to nothing), pipe.png (pipe)", content.SkippedText);
    }

    [Fact]
    public void A_pipe_among_the_images_is_named_and_never_opened()
    {
        Assert.Equal(0, Mono.Unix.Native.Syscall.mkfifo(Path.Combine(_images.Folder, "pipe.png"), Mono.Unix.Native.FilePermissions.DEFFILEMODE));
        File.WriteAllText(_images.ListPath, "pipe.png 0\n");
        Assert.Contains("pipe.png: expected a regular file", Assert.Single(_images.Set.Check()).What, StringComparison.Ordinal);
        Assert.Throws<ProblemException>(() => ImageDecoder.Decode(Path.Combine(_images.Folder, "pipe.png")));
        Assert.Throws<ProblemException>(() => ImageDecoder.SizeOf(Path.Combine(_images.Folder, "pipe.png")));
        Assert.Throws<ProblemException>(() => ImageSet.Read(_images.Folder, Path.Combine(_images.Folder, "pipe.png")));
    }

    [Fact]
    public void A_folder_without_images_is_refused()
    {
        Assert.Contains("holds no image", Assert.Throws<ProblemException>(() => ImageFolder.Read(_images.Folder)).Message, StringComparison.Ordinal);
        var missing = Path.Combine(_images.Folder, "missing");
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => ImageFolder.Read(missing)).Kind);
    }

    public void Dispose() => _images.Dispose();
}

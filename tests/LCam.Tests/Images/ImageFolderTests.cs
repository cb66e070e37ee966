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
    public void A_folder_without_images_is_refused()
    {
        Assert.Contains("holds no image", Assert.Throws<ProblemException>(() => ImageFolder.Read(_images.Folder)).Message, StringComparison.Ordinal);
        var missing = Path.Combine(_images.Folder, "missing");
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => ImageFolder.Read(missing)).Kind);
    }

    public void Dispose() => _images.Dispose();
}

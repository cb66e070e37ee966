using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class FolderLabelsTests : IDisposable
{
    private readonly TemporaryImages _images = new();

    public void Dispose() => _images.Dispose();

    // The order is that of torchvision 0.14.1's ImageFolder for these very names.
    [Fact]
    public void Classes_and_images_are_numbered_as_by_ImageFolder()
    {
        Add("b/2.jpg", "b/10.JPG", "b/sub/1.png", "b/sub-1/1.png", "b/notes.txt", "B/a.webp", "é/a.bmp", "\uFFE5/a.png", "\U0001F408/a.png", "stray.png");
        var set = new FolderLabels().Read(_images.Folder);
        Assert.Equal(["B", "b", "images", "é", "\uFFE5", "\U0001F408"], FolderLabels.ClassNames(_images.Folder));
        Assert.Equal(
            ["B/a.webp 0", "b/10.JPG 1", "b/2.jpg 1", "b/sub/1.png 1", "b/sub-1/1.png 1", "images/a.png 2", "é/a.bmp 3", "\uFFE5/a.png 4", "\U0001F408/a.png 5"],
            set.Entries.Select(entry => FormattableString.Invariant($"{entry.Path} {entry.Label}")));
    }

    [Fact]
    public void Everything_wrong_with_the_folders_is_told_at_once()
    {
        Add("a/1.png", "b/1.tiff", "b/2.png");
        Directory.CreateDirectory(Path.Combine(_images.Folder, "c"));
        File.Delete(Path.Combine(_images.Folder, "images", "a.png"));
        var message = Message(() => new FolderLabels().Read(_images.Folder));
        Assert.Contains("the class folder b has 1 images of a kind that lcam does not read, such as b/1.tiff (convert them to PNG)", message, StringComparison.Ordinal);
        Assert.Contains("the class folder c has no image", message, StringComparison.Ordinal);
        Assert.Contains("the class folder images has no image", message, StringComparison.Ordinal);
        Assert.Contains("expected 5 class folders, found 4", Message(() => new FolderLabels().Read(_images.Folder, 5)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_leads_upwards_is_refused()
    {
        Add("a/1.png");
        File.CreateSymbolicLink(Path.Combine(_images.Folder, "a", "up"), "..");
        Assert.Contains("leads back to a folder above it", Message(() => new FolderLabels().Read(_images.Folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_beside_images_are_no_images()
    {
        Add("a/1.jpg", "a/1.png", "a/2.png");
        Directory.Delete(Path.Combine(_images.Folder, "images"), recursive: true);
        var set = new FolderLabels(MasksBeside: true).Read(_images.Folder);
        Assert.Equal(["a/1.jpg", "a/2.png"], set.Entries.Select(entry => entry.Path));
        Assert.Contains("a/2.png: its mask is missing", Message(() => MaskSet.Of(_images.Folder, set)), StringComparison.Ordinal);
        Assert.Equal("a/1.png", MaskSet.Of(_images.Folder, set with { Entries = [set.Entries[0]] }).Entries[0].Path);
    }

    [Fact]
    public void A_split_is_a_function_of_seed_and_path_alone()
    {
        string[] paths = [.. Enumerable.Range(0, 1000).Select(index => FormattableString.Invariant($"cat/{index}.png"))];
        string[] Part(long seed, bool isEvaluation) => [.. paths.Where(new FolderSplit(0.2, seed, isEvaluation).Has)];
        Assert.InRange(Part(1, true).Length, 160, 240);
        Assert.Equal(paths, Part(1, true).Concat(Part(1, false)).OrderBy(path => Array.IndexOf(paths, path)));
        Assert.NotEqual(Part(1, true), Part(2, true));

        // Whoever changes the function changes everybody's data.
        Assert.Equal(["cat/5.png", "cat/16.png", "cat/19.png"], Part(1, true).Take(3));
    }

    [Theory]
    [InlineData("labels:folders")]
    [InlineData("labels:folders masks=beside")]
    [InlineData("labels:folders part=evaluation share=0.2 seed=7")]
    [InlineData("labels:folders masks=beside part=train share=1E-05 seed=0")]
    public void The_text_of_labels_says_all_of_them(string text) => Assert.Equal(text, FolderLabels.Parse(text)?.ToString());

    [Theory]
    [InlineData("/data/labels:folders")]
    [InlineData("labels:folders\n")]
    [InlineData("labels:folders part=train share=1.5 seed=1")]
    [InlineData("labels:folders part=train share=0.5 seed=9999999999999999999")]
    public void Any_other_text_is_the_path_of_a_list(string text) => Assert.Null(FolderLabels.Parse(text));

    private void Add(params string[] names)
    {
        foreach (var name in names.Append("images/a.png"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_images.Folder, name))!);
            _images.Add(name, [1]);
        }
    }

    private static string Message(Func<object> read) => Assert.Throws<ProblemException>(read).Message;
}

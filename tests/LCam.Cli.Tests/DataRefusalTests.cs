namespace LCam.Cli.Tests;

/// <summary>What is wrong with a data set that is to be made, or with a list.</summary>
public sealed class DataRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void Impossible_shapes_are_refused_with_every_reason()
    {
        var result = _lcam.Run("data", "shapes", "--output", "shapes", "--size", "0", "--train", "-1");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--size: '0' is not a whole number from 32 to 1024", result.Error, StringComparison.Ordinal);
        Assert.Contains("--train: '-1' is not a whole number from 1 to 99999", result.Error, StringComparison.Ordinal);
        Assert.Empty(_lcam.Files());
    }

    [Theory]
    [InlineData("", 2, "the list has no images")]
    [InlineData("0000.png\n0001.png one\n", 2, "list.txt:2: the label 'one' is not a whole number")]
    [InlineData("0000.png 5\n", 2, "list.txt:1: the label 5 is not in 0..4")]
    [InlineData("0000.png -1\n", 2, "list.txt:1: the label -1")]
    [InlineData("/etc/0000.png 1\n", 2, "is absolute")]
    [InlineData("../0000.png 1\n", 2, "leaves the image folder")]
    [InlineData("0000.png 1\n0007.png 1\n", 5, "list.txt:2: 0007.png: there is no such file")]
    [InlineData("0000.png 1\nbroken.png 1\nnotes.png 2\n", 2, "list.txt:2: broken.png")]
    public void Check_names_what_is_wrong_with_a_list(string list, int exitCode, string message)
    {
        var images = Samples.Images(_lcam, 2);
        File.WriteAllBytes(_lcam.PathOf(images, "broken.png"), File.ReadAllBytes(_lcam.PathOf(images, "0001.png"))[..200]);
        Samples.Text(_lcam, "images/notes.png", "not an image");
        Samples.Text(_lcam, "list.txt", list);
        var result = _lcam.Run("data", "check", "--images", images, "--list", "list.txt", "--classes", "5", "--decode");
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        if (list.Contains("notes", StringComparison.Ordinal))
        {
            Assert.Contains("list.txt:3: notes.png: this is no image", result.Error, StringComparison.Ordinal);
        }
    }
}

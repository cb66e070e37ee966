using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

public sealed class DataTests : IDisposable
{
    private readonly Lcam _lcam = new();

    [Fact]
    public async Task Shapes_are_made_once_and_checked()
    {
        string[] make = ["data", "shapes", "--output", "shapes", "--train", "9", "--evaluation", "3", "--classes", "3", "--size", "32"];
        var made = await _lcam.Run(make);
        Assert.Equal(0, made.ExitCode);
        Assert.Contains("made the data set", made.Error, StringComparison.Ordinal);
        var again = await _lcam.Run(make);
        Assert.Equal((0, made.Out), (again.ExitCode, again.Out));
        Assert.Contains("already", again.Error, StringComparison.Ordinal);

        var check = await _lcam.Run("data", "check", "--images", "shapes", "--list", "shapes/train.txt", "--classes", "3", "--decode", "--json");
        var report = JsonNode.Parse(check.Out)!;
        Assert.Equal((9, 0), ((int)report["images"]!, (int)report["duplicates"]!));
        Assert.Equal("""{"0":3,"1":3,"2":3}""", report["images-by-label"]!.ToJsonString());
    }

    [Fact]
    public async Task Impossible_shapes_are_refused_with_every_reason()
    {
        var result = await _lcam.Run("data", "shapes", "--output", "shapes", "--size", "0", "--train", "-1");
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
    public async Task Check_names_what_is_wrong_with_a_list(string list, int exitCode, string message)
    {
        var images = Samples.Images(_lcam, 2);
        File.WriteAllBytes(_lcam.PathOf(images, "broken.png"), File.ReadAllBytes(_lcam.PathOf(images, "0001.png"))[..200]);
        Samples.Text(_lcam, "images/notes.png", "not an image");
        Samples.Text(_lcam, "list.txt", list);
        var result = await _lcam.Run("data", "check", "--images", images, "--list", "list.txt", "--classes", "5", "--decode");
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        if (list.Contains("notes", StringComparison.Ordinal))
        {
            Assert.Contains("list.txt:3: notes.png: this is no image", result.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _lcam.Dispose();
}

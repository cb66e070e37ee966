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

    public void Dispose() => _lcam.Dispose();
}

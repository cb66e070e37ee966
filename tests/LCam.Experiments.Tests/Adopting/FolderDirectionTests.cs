using System.Runtime.CompilerServices;

namespace LCam.Experiments.Tests.Adopting;

/// <summary>An audit looks at adopted runs by their own checks: these know findings, and nothing of audits.</summary>
public sealed class FolderDirectionTests
{
    [Theory]
    [InlineData("Findings", "LCam.Experiments.")]
    [InlineData("Adopting", "LCam.Experiments.Auditing")]
    [InlineData("Adopting", "LCam.Experiments.Explaining")]
    [InlineData("Store", "LCam.Experiments.Adopting")]
    [InlineData("Garbage", "LCam.Experiments.Adopting")]
    public void A_folder_uses_none_of_those_that_use_it(string folder, string never)
    {
        var files = Directory.GetFiles(Path.Combine(Source(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(File.ReadLines(file), line => line.StartsWith("using " + never, StringComparison.Ordinal)));
    }

    private static string Source([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src", "LCam.Experiments"));
}

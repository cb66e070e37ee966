namespace LCam.EndToEnd.Tests;

/// <summary>The gallery of a real experiment's report.</summary>
public sealed class GalleryTests
{
    [Fact]
    public async Task A_report_has_as_many_images_as_asked_for_and_comes_without_them_where_they_are_gone()
    {
        using var lcam = await FinishedExperiment.Copy();

        // Both of what is wrong is told.
        var refused = await lcam.Run("report", "tiny.yaml", "--images", "-1", "--device", "gpu");
        refused.AssertRefused(2, "--images: '-1' is not a whole number from 0 on");
        refused.AssertRefused(2, "--device: gpu is no device");

        await Report(lcam, "--images", "3");
        Assert.Equal(3, Images(lcam).Length);
        Assert.All(Directory.GetFiles(Gallery(lcam, "pictures")), file => Assert.NotEqual(0, new FileInfo(file).Length));
        Assert.Equal(3, Directory.GetFiles(Gallery(lcam, "pictures"), "n0-i*.jpg").Count(file => !file.Contains("-m", StringComparison.Ordinal)));

        // A picture that is gone costs itself, never the report.
        Directory.Move(lcam.PathOf("data", "evaluation"), lcam.PathOf("data", "elsewhere"));
        await Report(lcam, "--images", "3");
        Assert.Equal(3, Images(lcam).Length);
        Assert.Contains("has no pictures", File.ReadAllText(Gallery(lcam, "index.html")), StringComparison.Ordinal);
        Assert.All(Images(lcam), page => Assert.Contains("confidence", File.ReadAllText(page), StringComparison.Ordinal));
        Assert.False(Directory.Exists(Gallery(lcam, "pictures")));

        await Report(lcam, "--images", "0");
        Assert.False(Directory.Exists(Gallery(lcam)));
    }

    private static async Task Report(Lcam lcam, params string[] args)
    {
        var result = await lcam.Run(["report", "tiny.yaml", "--audit", "A0", "--device", "cpu", "--threads", "1", .. args]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static string[] Images(Lcam lcam) => Directory.GetFiles(Gallery(lcam), "image-*.html");

    private static string Gallery(Lcam lcam, params string[] parts) => lcam.PathOf(["results", "report", "tiny", "gallery", .. parts]);
}

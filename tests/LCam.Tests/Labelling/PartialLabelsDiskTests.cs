using LCam.Images;
using LCam.Labelling;
using LCam.Problems;
using LCam.Tests.Files;
using LCam.Tests.Shapes;

namespace LCam.Tests.Labelling;

/// <summary>Labels that a disk refused are made again.</summary>
public sealed class PartialLabelsDiskTests : IDisposable
{
    private static readonly ImageListEntry[] Entries = [.. Enumerable.Range(0, 64).Select(row => new ImageListEntry($"{row}.png", 0, row + 1))];

    private static readonly LabellingSettings Settings = new()
    {
        Architecture = "resnet50", Classes = 20, Width = 1, Weights = "w", InputSize = 36, CropSize = 32, BatchSize = 1, Images = 64, Paths = "p",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly FailingDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_since_the_last_time_that_they_were_safe_are_not_kept_when_the_disk_refuses_them()
    {
        var path = Path.Combine(_folder.Parent, "list.partial");
        using (var labels = Open(path))
        {
            for (var batch = 0; batch < 16; batch++)
            {
                labels.Append([0]);
            }

            _disk.FailsFiles = true;
            var refused = Assert.Throws<ProblemException>(() =>
            {
                for (var batch = 0; batch < 16; batch++)
                {
                    labels.Append([0]);
                }
            });
            Assert.Contains("the disk did not take", refused.Message, StringComparison.Ordinal);
        }

        _disk.FailsFiles = false;
        using var again = Open(path);
        Assert.Equal(16, again.Done);
    }

    private PartialLabels Open(string path) => PartialLabels.Open(path, Settings, Entries, restart: false, _disk);
}

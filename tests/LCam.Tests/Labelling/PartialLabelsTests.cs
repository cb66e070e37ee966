using LCam.Images;
using LCam.Labelling;
using LCam.Problems;
using LCam.Tests.Images;

namespace LCam.Tests.Labelling;

public sealed class PartialLabelsTests : IDisposable
{
    private const int BatchSize = 4;

    private static readonly ImageListEntry[] Entries =
        [.. Enumerable.Range(0, 11).Select(row => new ImageListEntry(row == 3 ? "with space/é.png" : $"n{row}/a.png", 0, row + 1))];

    private static readonly LabellingSettings Settings = new()
    {
        Architecture = "resnet50", Classes = 20, Width = 1, Weights = "w", InputSize = 36, CropSize = 32, BatchSize = BatchSize, Images = 11, Paths = "p",
    };

    private readonly TemporaryImages _folder = new();

    [Fact]
    public void Whatever_a_crash_tears_off_is_redone()
    {
        Complete();
        var whole = File.ReadAllBytes(List);
        Assert.Equal(Entries.Select(entry => entry.Path), ImageList.Read(List).Select(entry => entry.Path));
        using (var labels = Open())
        {
            Append(labels, upTo: 11);
        }

        var left = File.ReadAllBytes(Partial);
        var header = Array.IndexOf(left, (byte)'\n') + 1;
        for (var cut = 0; cut < left.Length; cut += 5)
        {
            File.WriteAllBytes(Partial, left[..cut]);
            Assert.Equal(cut < header ? 0 : WholeBatches(left.AsSpan(header..cut)), Complete());
            Assert.Equal(whole, File.ReadAllBytes(List));
        }

        for (var cut = header; cut < left.Length; cut += 5)
        {
            // Zeros up to the old length: as some file systems leave a file after a power cut.
            File.WriteAllBytes(Partial, [.. left[..cut], .. new byte[left.Length - cut]]);
            Assert.Equal(WholeBatches(left.AsSpan(header..cut)), Complete());
            Assert.Equal(whole, File.ReadAllBytes(List));
        }
    }

    [Fact]
    public void A_file_that_is_something_else_is_refused_and_left_alone()
    {
        File.WriteAllText(Partial, "my notes\n");
        var failure = Assert.Throws<ProblemException>(Open);
        Assert.Contains("is in the way", failure.Message, StringComparison.Ordinal);
        Assert.Equal("my notes\n", File.ReadAllText(Partial));
    }

    [Fact]
    public void A_file_without_labels_does_not_stay()
    {
        Open().Dispose();
        Assert.False(File.Exists(Partial));
    }

    public void Dispose() => _folder.Dispose();

    private string List => Path.Combine(_folder.Folder, "labels.txt");

    private string Partial => Labeller.PartialPath(List);

    private static int WholeBatches(ReadOnlySpan<byte> lines)
    {
        var rows = lines.Count((byte)'\n');
        return rows == Entries.Length ? rows : rows / BatchSize * BatchSize;
    }

    private static void Append(PartialLabels labels, int upTo)
    {
        while (labels.Done < upTo)
        {
            var count = Math.Min(BatchSize, Entries.Length - labels.Done);
            labels.Append([.. Enumerable.Range(labels.Done, count).Select(row => row + 5)]);
        }
    }

    private PartialLabels Open() => PartialLabels.Open(Partial, Settings, Entries, restart: false);

    // Returns the rows that were there.
    private int Complete()
    {
        using var labels = Open();
        var done = labels.Done;
        Assert.True(done % BatchSize == 0 || done == Entries.Length);
        Append(labels, Entries.Length);
        labels.Finish(List);
        return done;
    }
}

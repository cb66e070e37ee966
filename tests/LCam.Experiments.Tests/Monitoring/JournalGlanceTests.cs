using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Journals;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Tests.Store;

namespace LCam.Experiments.Tests.Monitoring;

public sealed class JournalGlanceTests
{
    private const string Path = "/run/journal.jsonl";

    private readonly MockFileSystem _files = new();

    public JournalGlanceTests() => _files.AddDirectory("/run");

    [Fact]
    public void Steps_are_counted_from_where_the_work_last_went_on()
    {
        var glance = Read([new StartEntry(500, "steps", 0), .. Steps(0, 30), new StartEntry(500, "steps", 20), .. Steps(20, 150)]);
        Assert.Equal((500L, "steps", 20L, 150L, 16.0), (glance.Total, glance.Unit, glance.DoneBefore, glance.Done, glance.ImagesPerUnit));
        Assert.Equal(60, glance.Losses.Count);
        Assert.Equal(149, glance.Losses[^1]);
    }

    [Fact]
    public void Images_are_counted_too()
    {
        var glance = Read([new StartEntry(10, "images", 0), StoreFixture.Image(0), StoreFixture.Image(1), StoreFixture.Image(2)]);
        Assert.Equal((10L, 3L, 1.0), (glance.Total, glance.Done, glance.ImagesPerUnit));
        Assert.Empty(glance.Losses);
    }

    [Fact]
    public void Layers_of_a_sanity_check_are_counted_with_their_images()
    {
        var image = new LCam.Sanity.ImageSimilarity(0, "a.png", 0, 0.5, null);
        var glance = Read([new StartEntry(16, "layers", 2), new LayerEntry(3, "fc", [image, image, image])]);
        Assert.Equal((16, "layers", 3, 3.0), (glance.Total, glance.Unit, glance.Done, glance.ImagesPerUnit));
    }

    [Fact]
    public void A_torn_end_and_an_absent_journal_are_no_trouble()
    {
        Read([new StartEntry(10, "steps", 0), .. Steps(0, 3)]);
        _files.File.AppendAllText(Path, "{\"type\":\"step\",\"ep");
        Assert.Equal(3, JournalGlance.Read(_files, Path).Done);
        Assert.Equal(JournalGlance.Nothing, JournalGlance.Read(_files, "/run/none.jsonl"));
    }

    private static IEnumerable<JournalEntry> Steps(int from, int to) => Enumerable.Range(from, to - from)
        .Select(step => new StepEntry(0, step, 16, new Dictionary<string, double> { ["loss"] = step }));

    private JournalGlance Read(IEnumerable<JournalEntry> entries)
    {
        using (var journal = new JournalWriter(_files, Path, 0))
        {
            foreach (var entry in entries)
            {
                journal.Append(entry);
            }
        }

        return JournalGlance.Read(_files, Path);
    }
}

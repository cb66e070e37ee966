using LCam.Problems;
using LCam.Shapes;

namespace LCam.Tests.Shapes;

public sealed class ShapesDataSetTests
{
    private static readonly ShapesOptions Small = new() { Seed = 7, Train = 20, Evaluation = 9, Size = 48 };

    [Fact]
    public void Same_options_give_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        ShapesDataSet.Make(Small, first.Path);
        ShapesDataSet.Make(Small, second.Path);

        var files = Files(first);
        Assert.Equal((20 + 9) * 2 + 3, files.Length);
        Assert.Equal(files, Files(second));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(first.File(file)), File.ReadAllBytes(second.File(file))));
    }

    [Fact]
    public void No_scene_is_in_both_splits_and_none_under_another_seed()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        ShapesDataSet.Make(Small, folder.Path);
        ShapesDataSet.Make(Small with { Seed = 8 }, other.Path);

        var images = Images(folder).Concat(Images(other)).ToArray();
        Assert.Equal(2 * (20 + 9), images.Length);
        Assert.Equal(images.Length, images.Distinct().Count());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(3)]
    public void Every_label_is_in_range_and_about_equally_frequent(int classes)
    {
        using var folder = new TemporaryFolder();
        ShapesDataSet.Make(Small with { Classes = classes, Size = 32 }, folder.Path);

        var lines = File.ReadAllLines(folder.File("train.txt"));
        Assert.Equal("train/00001.png", lines[0].Split(' ')[0]);
        Assert.All(lines, line => Assert.True(File.Exists(folder.File(line.Split(' ')[0]))));
        var counts = lines.GroupBy(line => line.Split(' ')[1]).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(Enumerable.Range(0, classes).Select(label => $"{label}"), counts.Keys.Order());
        Assert.InRange(counts.Values.Max() - counts.Values.Min(), 0, 1);
    }

    [Fact]
    public void Making_it_again_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var made = ShapesDataSet.Make(Small, folder.Path);
        var written = File.GetLastWriteTimeUtc(folder.File("dataset.json"));

        var again = ShapesDataSet.Make(Small, folder.Path);

        Assert.True(made.Created);
        Assert.False(again.Created);
        Assert.Equal(made.Manifest.Sha256, again.Manifest.Sha256);
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("dataset.json")));
    }

    [Fact]
    public async Task Several_that_make_it_at_once_end_with_one()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("shapes");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ShapesDataSet.Make(Small, path))));
        Assert.Single(results, result => result.Created);
        Assert.Equal(path, Assert.Single(Directory.GetDirectories(folder.Path)));
        Assert.False(ShapesDataSet.Make(Small, path).Created);
    }

    [Fact]
    public void A_folder_with_something_else_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.File("holiday.txt"), "mine");

        var failure = Assert.Throws<ProblemException>(() => ShapesDataSet.Make(Small, folder.Path));

        Assert.Contains("something other", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["holiday.txt"], Files(folder));
    }

    [Fact]
    public void Another_shapes_data_set_is_refused()
    {
        using var folder = new TemporaryFolder();
        ShapesDataSet.Make(Small, folder.Path);
        var failure = Assert.Throws<ProblemException>(() => ShapesDataSet.Make(Small with { Seed = 9 }, folder.Path));
        Assert.Contains("another shapes data set", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_file_is_noticed()
    {
        using var folder = new TemporaryFolder();
        ShapesDataSet.Make(Small, folder.Path);
        File.AppendAllText(folder.File("train.txt"), "train/00001.png 0\n");
        var failure = Assert.Throws<ProblemException>(() => ShapesDataSet.Make(Small, folder.Path));
        Assert.Contains("changed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_making_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var stop = new Stop(cancellation);
        Assert.Throws<OperationCanceledException>(() => ShapesDataSet.Make(Small, folder.Path, stop, cancellation.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Parent));
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        var failure = Assert.Throws<ProblemException>(() =>
            ShapesDataSet.Make(new ShapesOptions { Classes = 9, Train = 0, Evaluation = -1, Size = 8 }, "never-made"));
        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Equal(4, failure.Problems.Count);
    }

    private static string[] Files(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Path, path)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Images(TemporaryFolder folder) =>
        Files(folder)
            .Where(file => file.EndsWith(".png", StringComparison.Ordinal) && !file.StartsWith("masks", StringComparison.Ordinal))
            .Select(file => Convert.ToBase64String(File.ReadAllBytes(folder.File(file))));

    private sealed class Stop(CancellationTokenSource cancellation) : IProgress<int>
    {
        public void Report(int value) => cancellation.Cancel();
    }
}

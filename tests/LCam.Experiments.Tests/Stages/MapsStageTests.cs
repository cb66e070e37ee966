using LCam.Arrays;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Measures;

namespace LCam.Experiments.Tests.Stages;

/// <summary>Stages that keep maps and stages that measure them, on a very narrow VGG-16 and five images of which the batches hold two.</summary>
public sealed class MapsStageTests : IDisposable
{
    private readonly NarrowNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("rise")]
    [InlineData("grad-cam")]
    [InlineData("all-ones")]
    public void Kept_and_measured_together_in_two_steps_or_not_kept_the_scores_have_the_same_bits(string explainer)
    {
        var alone = Work(Measure(explainer))[0];
        var together = Work(Measure(explainer, "together") with { Maps = "kept" }, Keep(explainer, "kept"));
        Work(Keep(explainer, "before"));
        var later = Work(Measure(explainer, "later") with { Kept = Kept("before") })[0];
        Assert.Equal(Scores(alone), Scores(together[0]));
        Assert.Equal(Scores(alone), Scores(later));
        Assert.Equal(File.ReadAllBytes(together[1].PathOf("maps.npy")), File.ReadAllBytes(_network.Place("before").PathOf("maps.npy")));
    }

    [Fact]
    public void Kept_maps_are_read_and_not_made_again()
    {
        var kept = Work(Keep("rise", "kept"))[0];

        // Whose maps these are nobody asks who has them: of another seed they would be other maps.
        var other = Measure("rise") with { Kept = Kept("kept") };
        var read = Work(other with { Explainer = other.Explainer with { Seed = 99 } })[0];
        Assert.Equal(Scores(Work(Measure("rise", "same"))[0]), Scores(read));
        Assert.NotEqual(Scores(Work(Measure("rise", "else") with { Explainer = other.Explainer with { Seed = 99 } })[0]), Scores(read));
        Assert.Equal(["maps.npy", "journal.jsonl"], kept.ReadResult()!.Artifacts.Select(file => file.Path));
    }

    [Fact]
    public void The_maps_file_is_a_NumPy_array_of_the_explainers_own_resolution()
    {
        using var stream = File.OpenRead(Work(Keep("grad-cam", "kept"))[0].PathOf("maps.npy"));
        var header = NpyHeader.Read(stream, "maps.npy");
        Assert.Equal(("<f4", stream.Length - stream.Position), (header.Type, header.Count * sizeof(float)));
        Assert.Equal([5, 2, 2], header.Shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Maps_that_were_cut_off_go_on_behind_the_last_whole_batch_to_the_same_bytes(int batches)
    {
        var whole = Work(Keep("rise", "kept"))[0];
        var cut = Place(Keep("rise", "kept"), 2);
        var lines = File.ReadAllLines(whole.JournalPath);
        var last = lines.Index().Where(line => line.Item.Contains("\"type\":\"maps\"", StringComparison.Ordinal)).Select(line => line.Index).ToList();
        File.WriteAllLines(cut.JournalPath, lines[..(batches == 0 ? 3 : last[batches - 1] + 1)]);

        // The next batch's maps were half written.
        File.WriteAllBytes(cut.PathOf("maps.npy"), File.ReadAllBytes(whole.PathOf("maps.npy"))[..(128 + (batches * 2 * 32 * 32 * 4) + 100)]);
        Execute(cut);
        Assert.Equal(File.ReadAllBytes(whole.PathOf("maps.npy")), File.ReadAllBytes(cut.PathOf("maps.npy")));
        Assert.Equal(Maps(whole), Maps(cut));
        Assert.Equal(2 * batches, cut.ReadJournal().Select(placed => placed.Entry).OfType<StartEntry>().Last().Done);
    }

    [Fact]
    public void Maps_that_were_changed_are_neither_gone_on_from_nor_measured()
    {
        var kept = Work(Keep("rise", "kept"))[0];
        var before = Kept("kept");
        var bytes = File.ReadAllBytes(kept.PathOf("maps.npy"));
        bytes[128 + (3 * 32 * 32 * 4)] ^= 1;
        File.WriteAllBytes(kept.PathOf("maps.npy"), bytes);
        var point = ResumePoint.Find(kept.ReadOrder(), kept);
        Assert.Equal(2, point.Done);
        Assert.Contains("from image 2 on", Assert.Single(point.Warnings), StringComparison.Ordinal);

        var measured = Place(Measure("rise") with { Kept = before });
        Execute(measured);
        Assert.Contains("is not what the run left", measured.ReadResult()!.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_stage_measured_here_is_taken_with_a_line_that_says_so()
    {
        Work(Measure("rise", "known") with { Percentages = [0, 0.5] });
        var wanted = Measure("rise", "wanted") with { Percentages = [0, 0.25, 0.5], Known = [Known("known")] };
        var folder = Work(wanted with { Evaluation = wanted.Evaluation with { Measures = new MeasureOptions { Ids = ["sparseness"] } } })[0];
        Assert.Equal((IEnumerable<double>)[0, 0.5], Assert.Single(Taken(folder)).Percentages);
        var fresh = Work(wanted with { Key = "fresh", Known = null, Evaluation = wanted.Evaluation with { Measures = new MeasureOptions { Ids = ["sparseness"] } } })[0];
        Assert.Empty(Taken(fresh));
        Assert.Equal(Scores(fresh), Scores(folder));
    }

    [Fact]
    public void Nothing_is_taken_from_a_run_of_other_conditions_or_one_whose_scores_were_changed()
    {
        MoveToTwoThreads(Work(Measure("rise", "other-threads"))[0]);
        var changed = Work(Measure("rise", "changed"))[0];
        var before = Known("changed");
        var lines = File.ReadAllLines(changed.JournalPath);
        File.WriteAllLines(changed.JournalPath, lines.Append(lines[^1]));
        var folder = Work(Measure("rise") with { Known = [Known("other-threads"), before, before with { Stage = "gone" }] })[0];
        Assert.Empty(Taken(folder));
    }

    [Fact]
    public void A_curve_of_other_steps_is_another_measure_and_is_not_taken()
    {
        MeasureOrder Curve(string key, int steps) => Measure("grad-cam", key) with
        {
            Evaluation = Measure("grad-cam").Evaluation with { Measures = new MeasureOptions { Ids = ["insertion", "sparseness"], CurveSteps = steps } },
        };
        Work(Curve("known", 4));
        Assert.Equal(["sparseness"], Assert.Single(Taken(Work(Curve("wanted", 5) with { Known = [Known("known")] })[0])).Measures);
    }

    // In its journal alone: a stage that really had two threads would give them to this process, and so to all tests after it.
    private static void MoveToTwoThreads(StageFolder folder)
    {
        var entries = folder.ReadJournal().Select(placed => placed.Entry).ToList();
        File.Delete(folder.JournalPath);
        using var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, 0);
        foreach (var entry in entries)
        {
            journal.Append(entry is StretchEntry stretch
                ? stretch with { Environment = stretch.Environment.Replace("\"threads\":1,", "\"threads\":2,", StringComparison.Ordinal) }
                : entry);
        }
    }

    private KeptRun Kept(string key) => new(
        key, 1, FileHash.Of(_network.Files, _network.Place(key).JournalPath), FileHash.Of(_network.Files, _network.Place(key).PathOf("maps.npy")));

    private KnownRun Known(string key) => new(key, 1, FileHash.Of(_network.Files, _network.Place(key).JournalPath));

    private static IReadOnlyList<TakenEntry> Taken(StageFolder folder) => [.. folder.ReadJournal().Select(placed => placed.Entry).OfType<TakenEntry>()];

    private static IEnumerable<string> Maps(StageFolder folder) => Lines(folder, "maps");

    private static List<string> Scores(StageFolder folder)
    {
        var lines = Lines(folder, "image").ToList();
        Assert.Equal(NarrowNetwork.Images, lines.Count);
        return lines;
    }

    private static IEnumerable<string> Lines(StageFolder folder, string type)
    {
        Assert.Null(folder.ReadResult()!.Failure);
        return File.ReadLines(folder.JournalPath).Where(line => line.StartsWith($"{{\"type\":\"{type}\"", StringComparison.Ordinal));
    }

    private List<StageFolder> Work(params StageOrder[] cohort)
    {
        List<StageFolder> folders = [.. cohort.Select(order => Place(order))];
        Execute([.. folders]);
        Assert.All(folders, folder => Assert.Null(folder.ReadResult()!.Failure));
        return folders;
    }

    private static void Execute(params StageFolder[] folders) =>
        new StageWorker([new MeasureExecutor(TimeProvider.System)]).Execute(folders, CancellationToken.None);

    private StageFolder Place(StageOrder order, int attempt = 1) => _network.Place(order, attempt);

    private ExplainOrder Keep(string explainer, string key) => new()
    {
        Key = key,
        Label = key,
        Backbone = _network.Backbone,
        Images = _network.List,
        Execution = NarrowNetwork.Execution,
        Explainer = NarrowNetwork.Explainer(explainer),
        Evaluation = NarrowNetwork.Evaluation,
    };

    private MeasureOrder Measure(string explainer, string key = "measure") => new()
    {
        Key = key,
        Label = key,
        Backbone = _network.Backbone,
        Images = _network.List,
        Execution = NarrowNetwork.Execution,
        Explainer = NarrowNetwork.Explainer(explainer),
        Evaluation = NarrowNetwork.Evaluation,
        Percentages = [0, 0.5],
    };
}

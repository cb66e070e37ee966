using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Models;

namespace LCam.Experiments.Tests.Stages;

/// <summary>Sanity checks as a worker does them, on a very narrow VGG-16 and five images of which the batches hold two.</summary>
public sealed class SanityStageTests : IDisposable
{
    private readonly NarrowNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Every_layer_has_all_images_and_what_does_not_look_at_the_network_stays_the_same()
    {
        var cohort = new[] { Order("random"), Order("grad-cam"), Order("all-ones") }.Select(order => Place(order)).ToList();
        Work(cohort);
        var random = Layers(cohort[0]);
        Assert.Equal(16, random.Count);
        Assert.Equal(Enumerable.Range(1, 16), random.Select(layer => layer.Depth));
        Assert.Equal(("classifier.6", "features.0"), (random[0].Layer, random[^1].Layer));
        Assert.All(random, layer => Assert.Equal(Enumerable.Range(0, NarrowNetwork.Images), layer.Images.Select(image => image.Index)));
        Assert.All(random.SelectMany(layer => layer.Images), image => Assert.Equal((1.0, 1.0), (Math.Round(image.RankCorrelation!.Value, 9), Math.Round(image.StructuralSimilarity!.Value, 9))));
        Assert.All(Layers(cohort[2]).SelectMany(layer => layer.Images), image => Assert.Equal((null, 1.0), (image.RankCorrelation, Math.Round(image.StructuralSimilarity!.Value, 9))));

        var last = Layers(cohort[1])[^1].Images;
        Assert.Contains(last, image => image.StructuralSimilarity < 0.9);
        Assert.Equal(random[0].Images.Select(image => image.Class), last.Select(image => image.Class));
    }

    [Fact]
    public void Checked_together_explainers_have_the_bits_that_each_has_alone()
    {
        var together = new[] { Order("grad-cam"), Order("rise"), Order("untrained") }.Select(order => Place(order)).ToList();
        Work(together);
        foreach (var folder in together)
        {
            var alone = Place(folder.ReadOrder(), 2);
            Work([alone]);
            Assert.Equal(File.ReadAllText(folder.JournalPath), File.ReadAllText(alone.JournalPath));
        }
    }

    [Fact]
    public void A_check_that_was_cut_off_goes_on_behind_its_last_layer_to_the_same_numbers()
    {
        var whole = Place(Order("grad-cam"));
        Work([whole]);
        var cut = Place(whole.ReadOrder(), 2);
        var lines = File.ReadAllLines(whole.JournalPath);
        var kept = Array.FindIndex(lines, line => line.Contains("\"depth\":3", StringComparison.Ordinal));

        // The fourth layer's line is torn.
        File.WriteAllText(cut.JournalPath, string.Join('\n', lines[..(kept + 1)]) + "\n" + lines[kept + 1][..40]);
        Work([cut]);
        Assert.Equal(Texts(Layers(whole)), Texts(Layers(cut)));
        var start = cut.ReadJournal().Select(placed => placed.Entry).OfType<StartEntry>().Last();
        Assert.Equal((16, "layers", 3), (start.Total, start.Unit, start.Done));
    }

    [Fact]
    public void A_stage_that_is_stopped_ends_within_its_batch_and_leaves_no_result()
    {
        // A million masks of one image alone take minutes.
        var explainer = new ExplainerOrder("rise", Variant.Image, 1, new() { ["masks"] = 1_000_000 }, null);
        var sanity = Order("rise") with { Explainer = explainer };
        var measure = new MeasureOrder
        {
            Key = "measure",
            Label = "measure",
            Backbone = sanity.Backbone,
            Images = sanity.Images,
            Execution = sanity.Execution,
            Explainer = explainer,
            Evaluation = sanity.Evaluation,
            Percentages = [0],
        };
        foreach (var folder in new[] { Place(sanity), Place(measure) })
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            new StageWorker([new SanityExecutor(), new MeasureExecutor(TimeProvider.System)]).Execute([folder], stop.Token);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{folder.Path} took {watch.Elapsed}");
            Assert.Null(folder.ReadResult());
            Assert.DoesNotContain(folder.ReadJournal(), placed => placed.Entry is ImageEntry or LayerEntry);
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<LayerEntry> layers) =>
        layers.SelectMany(layer => layer.Images, (layer, image) => $"{layer.Depth} {layer.Layer} {image}");

    private static IReadOnlyList<LayerEntry> Layers(StageFolder folder)
    {
        Assert.Null(folder.ReadResult()!.Failure);
        return [.. folder.ReadJournal().Select(placed => placed.Entry).OfType<LayerEntry>()];
    }

    private static void Work(IReadOnlyList<StageFolder> cohort) => new StageWorker([new SanityExecutor()]).Execute(cohort, CancellationToken.None);

    private StageFolder Place(StageOrder order, int attempt = 1) => _network.Place(order, attempt);

    private SanityOrder Order(string explainer) => new()
    {
        Key = explainer,
        Label = explainer,
        Backbone = _network.Backbone,
        Images = _network.List,
        Execution = NarrowNetwork.Execution,
        Explainer = NarrowNetwork.Explainer(explainer),
        Evaluation = NarrowNetwork.Evaluation,
        Seed = 1,
    };
}

using System.Globalization;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Specs;
using LCam.Experiments.Tests.Store;

namespace LCam.Experiments.Tests.Results;

/// <summary>A small experiment with several seeds, whose scores a test makes up.</summary>
internal sealed class PivotFixture : IDisposable
{
    public const string Spec = """
        name: pivots
        data:
          train:      { images: /data/train, list: train.txt }
          evaluation: { images: /data/val, list: val.txt }
        backbones:
          vgg16: { weights: vgg16.pth }
        matrix:
          backbone: [vgg16]
          variant: [fm, img]
          loss: [lcam, cross-entropy]
          seed: [1, 2, 3]
          percentage: [0, 0.5]
        compare: [grad-cam]
        controls: [all-ones]
        """;

    private readonly StoreFixture _fixture = new();

    public ExperimentStore Store => _fixture.Store;

    public static ExperimentSpec Read(string tables) => SpecFixture.Read($"{Spec}\ntables:\n  test: {tables}\n");

    /// <summary>Puts a run of every row into the store.</summary>
    /// <param name="masked">The explained class's confidence after masking, by row's label, image and percentage; it is 1 before. Null for a run that failed.</param>
    public void Fill(ExperimentSpec spec, int images, Func<string, int, double, double?> masked, string environment = "{}")
    {
        var sources = RowSource.All(spec, CellExpansion.Expand(spec)).ToList();
        string Key(int row) => row.ToString("x8", CultureInfo.InvariantCulture).PadRight(64, 'e');
        Store.Experiments.Record(
            new ExperimentRecord(spec.Name, "e.yaml", "", "{}"),
            [.. sources.Select((source, row) => new StageRecord(Key(row), "measure", source.Label, $$"""{"measures":{"average-drop":"l-cam/1"},"row":{{row}}}"""))],
            [.. sources.Select((source, row) => new CellRecord(row, source.Label, source.Fingerprint, null, null, Key(row)))]);
        foreach (var (row, source) in sources.Index())
        {
            var state = masked(source.Label, 0, 0) is null ? RunState.Failed : RunState.Succeeded;
            _fixture.Run(Key(row), state, environment: environment, entries: state == RunState.Failed ? [] : [.. Enumerable.Range(0, images).Select(image => Image(source, image, masked))]);
        }
    }

    public PivotTable Build(ExperimentSpec spec) => ExperimentTables.Build(spec, "test", Store);

    public static string Markdown(PivotTable table) => table.Render(TableFormats.Default);

    public void Dispose() => _fixture.Dispose();

    private static ImageEntry Image(RowSource source, int image, Func<string, int, double, double?> masked) => new(new ImageScore
    {
        Index = image,
        Image = $"{image}.png",
        Label = 0,
        Predicted = 0,
        Confidence = 1,
        LabelRank = 0,
        Degenerate = false,
        Masked = [.. source.Percentages.Order().Select(percentage => new MaskedScore(percentage, masked(source.Label, image, percentage)!.Value, 0))],
    });
}

using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Training;

namespace LCam.Bench;

/// <summary>Journal entries like those of real stages.</summary>
internal static class SyntheticEntries
{
    public const int Percentages = 3;

    public static StepEntry Step(int step) => Step(step / 100, step, 16, [new("weight", 0.001, 0.9), new("bias", 0.002, 0.9)]);

    public static StepEntry Step(int epoch, int step, int images, IReadOnlyList<GroupRate> rates) => new(epoch, step, images, new Dictionary<string, double>
    {
        ["loss"] = Number(step, 1),
        ["cross-entropy"] = Number(step, 2),
        ["area"] = Number(step, 3),
        ["variation"] = Number(step, 4),
        ["learning-rate.weight"] = rates[0].Rate,
        ["learning-rate.bias"] = rates[1].Rate,
    });

    public static ImageEntry Image(int index, int run = 0) => new(new ImageScore
    {
        Index = index,
        Image = FormattableString.Invariant($"evaluation/{index:D6}.png"),
        Label = index % 4,
        Predicted = (index + run) % 4,
        Confidence = Number(index, run),
        LabelRank = index % 3,
        Degenerate = false,
        Measures = new Dictionary<string, double?> { ["energy-inside"] = Number(index, run + 1), ["mask-share"] = 0.2 },
        Masked = [.. Enumerable.Range(0, Percentages).Select(place => new MaskedScore(new[] { 0, 0.5, 0.85 }[place], Number(index + place, run + 2), index % 4))],
    });

    /// <summary>Rows that an entry fills in the store.</summary>
    public static int Rows(JournalEntry entry) => entry switch
    {
        StepEntry step => step.Metrics.Count,
        ImageEntry image => 1 + image.Score.Masked.Count + (image.Score.Measures?.Count ?? 0),
        _ => 0,
    };

    // In (0, 1), with all its digits, and another one for every place.
    private static double Number(int index, int salt) => 0.001 + 0.998 * (((index + 1) * 0.6180339887498949) + (salt * 0.7548776662466927)) % 1 * 0.999;
}

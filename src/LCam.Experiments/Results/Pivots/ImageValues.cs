using LCam.Evaluation;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>Reads per-image values of runs; each run once.</summary>
internal sealed class ImageValues(ExperimentStore store)
{
    private const double Percent = 100;

    private readonly Dictionary<string, IReadOnlyList<ImageScore>> _scores = new(StringComparer.Ordinal);

    /// <summary>The values that a cell is the mean of; null where a seed's images are others.</summary>
    /// <param name="points">The seeds that have a value.</param>
    public CellScores? Of(IReadOnlyList<PivotPoint> points)
    {
        var seeds = points.Select(point => Scores(point.Row.Run!.Id)).ToList();
        var images = seeds[0].Select(score => score.Image).ToList();
        return seeds.All(seed => seed.Select(score => score.Image).SequenceEqual(images))
            ? new CellScores(images, [.. points.Zip(seeds, (point, seed) => seed.Select(score => Value(point, score) ?? double.NaN).ToArray())])
            : null;
    }

    private IReadOnlyList<ImageScore> Scores(string run)
    {
        if (!_scores.TryGetValue(run, out var scores))
        {
            _scores[run] = scores = store.Scores.Images(run);
        }

        return scores;
    }

    // Every aggregate is a mean over images: that of one image is the image's own value.
    private static double? Value(PivotPoint point, ImageScore score) => point switch
    {
        { Percentage: { } percentage } => point.Measure.OfSummary!(ConfidenceScores.Summarise([score], percentage)),
        _ => (point.Measure.Unit == MeasureUnit.Seconds ? 1 : Percent) * point.Measure.Counted(score),
    };
}

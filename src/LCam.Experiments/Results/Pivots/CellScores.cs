namespace LCam.Experiments.Results;

/// <summary>What a cell's mean is made of.</summary>
/// <param name="Images">Names, in list order.</param>
/// <param name="Seeds">Value by seed and image, in the cell's unit; NaN where an image has none.</param>
internal sealed record CellScores(IReadOnlyList<string> Images, IReadOnlyList<double[]> Seeds)
{
    /// <summary>Each image's mean over seeds.</summary>
    public double[] OfImages() => [.. Images.Select((_, image) => Seeds.Average(seed => seed[image]))];
}

namespace LCam.Experiments.Results;

/// <summary>A similarity's mean over images.</summary>
/// <param name="Mean">Over the images for which it is defined; null where it is for none.</param>
/// <param name="Deviation">Standard deviation over them, of the population; null likewise.</param>
/// <param name="Images">How many they are.</param>
public sealed record SimilarityMean(double? Mean, double? Deviation, int Images)
{
    public static SimilarityMean Of(IEnumerable<double?> values)
    {
        var defined = values.OfType<double>().ToList();
        if (defined.Count == 0)
        {
            return new SimilarityMean(null, null, 0);
        }

        var mean = defined.Average();
        return new SimilarityMean(mean, Math.Sqrt(defined.Average(value => (value - mean) * (value - mean))), defined.Count);
    }
}

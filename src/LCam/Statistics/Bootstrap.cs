using LCam.Randomness;
using MathNet.Numerics.Statistics;

namespace LCam.Statistics;

/// <summary>
/// The bootstrap of means over seeds and images (Efron 1979, percentile intervals): each resample draws as many seeds and as
/// many images as there are, with replacement, and takes every drawn image at every drawn seed. Images are drawn alike for
/// whatever is measured on the same number of them, so that means of two methods are paired.
/// </summary>
public static class Bootstrap
{
    private const int ImageDraws = 0;

    /// <summary>The mean of each resample.</summary>
    /// <param name="values">Value by seed and image; NaN where an image has none. Every seed has the same images.</param>
    /// <param name="sample">Numbers from 1 tell samples apart whose seeds are drawn independently.</param>
    public static double[] Means(IReadOnlyList<double[]> values, BootstrapOptions options, int sample = 1)
    {
        var images = values[0].Length;
        var means = new double[options.Resamples];
        var drawnSeeds = new int[values.Count];
        var drawnImages = new int[images];
        for (var resample = 0; resample < means.Length; resample++)
        {
            Draw(drawnSeeds, values.Count, options.Seed, sample, resample);
            Draw(drawnImages, images, options.Seed, ImageDraws, resample);
            means[resample] = Mean(values, drawnSeeds, drawnImages);
        }

        return means;
    }

    /// <summary>The percentile interval of resampled means.</summary>
    public static (double Low, double High) Interval(double[] means, double confidence)
    {
        var sorted = means.Order().ToArray();
        return (SortedArrayStatistics.Quantile(sorted, (1 - confidence) / 2), SortedArrayStatistics.Quantile(sorted, (1 + confidence) / 2));
    }

    /// <summary>Two-sided p-value of resampled differences: how often they lie on the rarer side of zero, never less than one resample could tell.</summary>
    public static double PValue(double[] differences)
    {
        var below = differences.Count(difference => difference <= 0);
        var above = differences.Count(difference => difference >= 0);
        return Math.Min(1, 2.0 * (Math.Min(below, above) + 1) / (differences.Length + 1));
    }

    private static void Draw(int[] drawn, int bound, long seed, int stream, int resample)
    {
        var random = new CounterRandom(seed, RandomPurpose.Bootstrap, stream, resample);
        for (var place = 0; place < drawn.Length; place++)
        {
            drawn[place] = random.NextInt(bound);
        }
    }

    private static double Mean(IReadOnlyList<double[]> values, int[] seeds, int[] images)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var seed in seeds)
        {
            var ofSeed = values[seed];
            foreach (var image in images)
            {
                if (!double.IsNaN(ofSeed[image]))
                {
                    sum += ofSeed[image];
                    count++;
                }
            }
        }

        return sum / count;
    }
}

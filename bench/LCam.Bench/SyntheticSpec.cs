using System.Globalization;

namespace LCam.Bench;

/// <summary>Specs with as many cells as wanted, on the embedded data set: nothing need be there to plan them.</summary>
internal static class SyntheticSpec
{
    private const int Variants = 2;
    private const int Losses = 2;
    private const int Rates = 50;

    /// <summary>Writes a spec of <paramref name="cells"/> cells, a multiple of 200, or of four that any machine could run.</summary>
    public static string Write(string folder, string name, int cells, int images)
    {
        var rates = cells < Variants * Losses * Rates ? 1 : Rates;
        var seeds = cells / (Variants * Losses * rates);
        var path = Path.Combine(folder, name + ".yaml");
        File.WriteAllText(
            path,
            $$"""
            name: {{name}}
            data:
              shapes: { folder: data, seed: 1, train: 64, evaluation: {{images}}, classes: 4, size: 64 }
            backbones:
              vgg16: { weights: train, width: 0.0625, classifier: { epochs: 1, batch-size: 16 } }
            matrix:
              backbone: vgg16
              variant: [fm, img]
              loss: [lcam, cross-entropy]
              seed: [{{string.Join(", ", Enumerable.Range(1, seeds))}}]
              learning-rate: [{{string.Join(", ", Enumerable.Range(1, rates).Select(rate => (0.0001 * rate).ToString("F4", CultureInfo.InvariantCulture)))}}]
              percentage: [0, 0.5, 0.85]
            controls: []
            training: { epochs: 2, batch-size: 16, input-size: 64, crop-size: 56 }

            """);
        return path;
    }
}

using static TorchSharp.torch;

namespace LCam.Measures.Curves;

/// <summary>Deletion (RISE): the area under the class's probability while the most salient pixels go.</summary>
internal sealed class Deletion(int? steps) : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "deletion",
        Name = "Deletion",
        Caption = "area under the class's probability while pixels are deleted, the most salient first (%, lower is better)",
        Direction = MeasureDirection.LowerIsBetter,
        Definition = "The most salient pixels of the normalised image are set to 0, which is the channels' mean colour, a step at a "
            + "time until none is left; after each step the explained class's softmax probability is taken. The value is the area "
            + "under it over the share of steps done, by the trapezoidal rule. There are evaluation.curve-steps steps of equally "
            + "many pixels; the default is one for each row of pixels, so that an image of 224x224 loses 224 pixels a step. Of "
            + "pixels of equal value the one that muting would zero last goes first, so the all-ones control goes by its random order.",
        Undefined = "For a raw map that is constant or not finite, which gives no order.",
        Source = "Petsiuk, Das and Saenko 2018 (RISE), its causal metric; code: eclique/RISE, evaluation.py",
        Make = options => new Deletion(options.CurveSteps),
        Settings = ConfidenceCurve.Settings,
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        using var scope = NewDisposeScope();
        return ConfidenceCurve.Areas(batch, steps, batch.Pass.Normalised, zeros_like(batch.Pass.Normalised));
    }
}

using static TorchSharp.torch;

namespace LCam.Measures.Curves;

/// <summary>Insertion (RISE): the area under the class's probability while the most salient pixels of a blurred image turn sharp.</summary>
internal sealed class Insertion(int? steps) : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "insertion",
        Name = "Insertion",
        Caption = "area under the class's probability while pixels of a blurred image are made sharp, the most salient first (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "As deletion, but the image begins blurred and gets its own pixels back, the most salient first. The blur is a "
            + "convolution of the normalised image, 0 outside, with an 11x11 kernel: a unit impulse smoothed by a Gaussian of "
            + "sigma 5 (in pixels, cut off at 4 sigma) whose tails are reflected at the kernel's edge, so that it sums to 1.",
        Undefined = "For a raw map that is constant or not finite, which gives no order.",
        Source = "Petsiuk, Das and Saenko 2018 (RISE), its causal metric; code: eclique/RISE, evaluation.py",
        Make = options => new Insertion(options.CurveSteps),
        Settings = ConfidenceCurve.Settings,
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        using var scope = NewDisposeScope();
        return ConfidenceCurve.Areas(batch, steps, ImpulseBlur.Apply(batch.Pass.Normalised), batch.Pass.Normalised);
    }
}

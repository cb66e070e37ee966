using static TorchSharp.torch;

namespace LCam.Measures;

/// <summary>ADCC's complexity: how much of the image the map keeps.</summary>
internal sealed class Complexity : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "complexity",
        Name = "Complexity",
        Caption = "mean value of the map (%, lower is better)",
        Direction = MeasureDirection.LowerIsBetter,
        Definition = "The L1 norm of the unmuted map, scaled to [0,1] and of the input's size, over its number of pixels.",
        Undefined = "For a raw map that is constant or not finite where that was not meant.",
        Source = "Poppi et al. 2021 (ADCC), minimum complexity; code: aimagelab/ADCC, metrics/complexity.py",
        Make = _ => new Complexity(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        using var scope = NewDisposeScope();
        var means = batch.Maps.Maps.narrow(0, 0, batch.Count).to(float64).abs().mean([1, 2]).cpu().data<double>().ToArray();
        var degenerate = batch.Degenerate;
        return [.. means.Select((mean, row) => degenerate[row] || !double.IsFinite(mean) ? (double?)null : mean)];
    }
}

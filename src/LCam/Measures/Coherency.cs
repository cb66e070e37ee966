using static TorchSharp.torch;

namespace LCam.Measures;

/// <summary>ADCC's coherency: whether the explainer says of what its map keeps what it said of the whole image.</summary>
internal sealed class Coherency : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "coherency",
        Name = "Coherency",
        Caption = "correlation of the map with that of the image masked by it, from 0 to 100 (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "The image in [0,1] times its unmuted map is explained again, for the same class. With r, Pearson's correlation "
            + "of the two maps over all pixels, both scaled and of the input's size, the value is (r + 1) / 2. A map that does not "
            + "look at the image has 1.",
        Undefined = "Where one of the two maps is constant or not finite: there is no correlation.",
        Source = "Poppi et al. 2021 (ADCC), maximum coherency; code: aimagelab/ADCC, metrics/coherency.py, which takes 0 where a map is NaN",
        Make = _ => new Coherency(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        using var scope = NewDisposeScope();
        var first = batch.Maps.Maps.narrow(0, 0, batch.Count).flatten(1).to(float64);
        var second = batch.MapsOfMasked.narrow(0, 0, batch.Count).flatten(1).to(float64);
        var constant = IsConstant(first).logical_or(IsConstant(second)).cpu().data<bool>().ToArray();
        first -= first.mean([1], keepdim: true);
        second -= second.mean([1], keepdim: true);
        var correlation = (first * second).sum(1) / ((first * first).sum(1).sqrt() * (second * second).sum(1).sqrt());
        var degenerate = batch.Degenerate;
        return [.. correlation.cpu().data<double>().ToArray().Select((r, row) =>
            constant[row] || degenerate[row] || !double.IsFinite(r) ? (double?)null : (Math.Clamp(r, -1, 1) + 1) / 2)];
    }

    private static Tensor IsConstant(Tensor maps) => maps.amax([1]) == maps.amin([1]);
}

using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Measures;

/// <summary>Sparseness: the Gini index of the map's values.</summary>
internal sealed class Sparseness : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "sparseness",
        Name = "Sparseness",
        Caption = "Gini index of the map (%; 0 is a uniform map)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "The Gini index of the unmuted map at the input's size: with its d values v1 <= ... <= vd and their sum S, "
            + "1 - 2 * sum over k of (vk / S) * (d - k + 0.5) / d. A map of one value has 0, a map with one pixel above 0 has 1 - 1/d.",
        Undefined = "For a raw map that is constant or not finite where that was not meant, and where the sum is 0.",
        Source = "Chalasani et al. 2020 (Concise Explanations of Neural Networks using Adversarial Training), after Hurley and Rickard 2009",
        Make = _ => new Sparseness(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        using var scope = NewDisposeScope();
        var indices = Gini(batch.Maps.Maps.narrow(0, 0, batch.Count));
        var degenerate = batch.Degenerate;
        return [.. indices.Select((index, row) => degenerate[row] || !double.IsFinite(index) ? (double?)null : index)];
    }

    /// <summary>The Gini index of each of (N,H,W) maps of no negative value; NaN where the sum is 0.</summary>
    internal static double[] Gini(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var values = sort(maps.flatten(1).to(float64), dim: 1).values;
        var count = values.shape[1];
        var weights = (arange(Scalars.Of(count), Scalars.Of(0), Scalars.Of(-1), dtype: float64, device: values.device) - Scalars.Of(0.5)) / Scalars.Of(count);
        return (Scalars.Of(2) * (values * weights).sum(1) / values.sum(1)).negative().Plus(1).cpu().data<double>().ToArray();
    }
}

using System.Globalization;
using LCam.Tensors;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>Compares the weights that a training left with those that it leaves again.</summary>
internal static class WeightComparison
{
    /// <summary>The first tensor that differs, and by how much all do; null where none does.</summary>
    /// <param name="largest">The largest deviation of a weight, relative to the largest weight of its tensor.</param>
    public static string? Compare(string stored, string again, out double largest)
    {
        using var scope = torch.NewDisposeScope();
        using var then = SafetensorsFile.Read(stored);
        using var now = SafetensorsFile.Read(again);
        (largest, string? first, var differing) = (0, null, 0);
        foreach (var name in then.Names.Union(now.Names).Order(StringComparer.Ordinal))
        {
            var told = Difference(name, then, now, out var deviation);
            largest = Math.Max(largest, deviation);
            first ??= told;
            differing += told is null ? 0 : 1;
        }

        return first is null ? null : string.Create(CultureInfo.InvariantCulture, $"the trained weights differ in {differing} of {then.Count} tensors, by {largest:G3} of a tensor's largest at most: {first}");
    }

    private static string? Difference(string name, StateDict then, StateDict now, out double deviation)
    {
        deviation = 1;
        if (!then.TryGet(name, out var a) || !now.TryGet(name, out var b) || !a.shape.SequenceEqual(b.shape) || a.dtype != b.dtype)
        {
            return $"{name} is missing, or of another shape or type";
        }

        var others = a.flatten().ne(b.flatten());
        if (!others.any().item<bool>())
        {
            deviation = 0;
            return null;
        }

        var (x, y) = (a.flatten().to(torch.ScalarType.Float64), b.flatten().to(torch.ScalarType.Float64));
        var relative = ((x - y).abs().max() / x.abs().max().clamp_min(Scalars.Of(double.Epsilon))).item<double>();
        deviation = double.IsNaN(relative) ? 1 : relative;
        var index = others.nonzero()[0, 0].item<long>();
        return string.Create(CultureInfo.InvariantCulture, $"{name}, element {index}: {x[index].item<double>():R} stored, {y[index].item<double>():R} again");
    }
}

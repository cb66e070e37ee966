using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

/// <summary>Compares tensors.</summary>
internal static class Near
{
    /// <summary>Asserts that two tensors agree within <paramref name="bound"/>, NaN only where the other is NaN.</summary>
    internal static void Assert(Tensor expected, Tensor actual, double bound)
    {
        Xunit.Assert.Equal(expected.shape, actual.shape);
        using var scope = NewDisposeScope();
        Xunit.Assert.True(expected.isnan().equal(actual.isnan()).all().item<bool>(), "NaN elsewhere");
        var difference = (expected.to(float64) - actual.to(float64)).abs().nan_to_num(0).max().item<double>();
        Xunit.Assert.True(difference <= bound, FormattableString.Invariant($"differs by {difference}"));
    }
}

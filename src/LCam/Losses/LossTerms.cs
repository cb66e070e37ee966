using static TorchSharp.torch;

namespace LCam.Losses;

/// <summary>A loss (scalar tensor, differentiable) and its weighted terms, which add up to it; absent terms are null.</summary>
/// <param name="Total">What is minimised.</param>
/// <param name="CrossEntropy">Weighted cross-entropy term.</param>
/// <param name="Area">Weighted area term.</param>
/// <param name="Variation">Weighted variation term.</param>
public sealed record LossTerms(Tensor Total, Tensor CrossEntropy, Tensor? Area, Tensor? Variation)
{
    /// <summary>The values as numbers.</summary>
    public LossValues Values() => new(Number(Total), Number(CrossEntropy), NumberOrNull(Area), NumberOrNull(Variation));

    private static double Number(Tensor value) => value.detach().to(float64).cpu().item<double>();

    private static double? NumberOrNull(Tensor? value) => value is null ? null : Number(value);
}

namespace LCam.Tests.Fidelity;

/// <summary>One comparison with the reference implementation.</summary>
/// <param name="Quantity">What was compared, and relative to what the difference is.</param>
/// <param name="Model">The reference's model name, or what the quantity was computed on.</param>
/// <param name="Worst">The largest difference; NaN where one side alone is NaN.</param>
/// <param name="Bound">What it may be.</param>
public sealed record FidelityRow(string Quantity, string Model, double Worst, double Bound)
{
    public bool Holds => Worst <= Bound;
}

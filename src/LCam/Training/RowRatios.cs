using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Training;

/// <summary>How each row of a parameter relates to the same row of another tensor: the factor that fits best, and what is left.</summary>
/// <param name="Factors">By row, least squares in float64; NaN where the row is zero.</param>
/// <param name="Residuals">By row: norm of what the factor does not explain, as a share of the row's norm after it; infinite where a zero row became another.</param>
/// <param name="Elements">Numbers in a row.</param>
public sealed record RowRatios(IReadOnlyList<double> Factors, IReadOnlyList<double> Residuals, long Elements)
{
    /// <param name="from">(R,...).</param>
    /// <param name="to">Of the same shape.</param>
    public static RowRatios Of(Tensor from, Tensor to)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var rows = from.shape[0];
        var (before, after) = (from.to(float64).reshape(rows, -1), to.to(float64).reshape(rows, -1));
        var factors = (before * after).sum(1) / (before * before).sum(1);
        var rest = (after - (factors.unsqueeze(1) * before)).Squared().sum(1).sqrt();
        var norms = after.Squared().sum(1).sqrt();
        double[] residuals = [.. (rest / norms).data<double>()];
        double[] found = [.. factors.data<double>()];
        double[] sizes = [.. norms.data<double>()];
        for (var row = 0; row < rows; row++)
        {
            residuals[row] = (double.IsFinite(found[row]), sizes[row]) switch
            {
                (true, > 0) => residuals[row],
                (_, 0) => 0,
                _ => double.PositiveInfinity,
            };
        }

        return new RowRatios(found, residuals, before.shape[1]);
    }
}

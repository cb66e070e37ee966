using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// Measures how far results are from the reference implementation's, fails where a bound is broken, and keeps every
/// measurement. At the end of a run it writes them to the file that <c>LCAM_FIDELITY_TABLE</c> names, if any.
/// </summary>
public sealed class FidelityTable : IDisposable
{
    private const string Variable = "LCAM_FIDELITY_TABLE";
    private readonly List<FidelityRow> _rows = [];

    /// <summary>Largest difference as a share of the largest expected magnitude.</summary>
    public void Magnitude(string quantity, string model, Tensor expected, Tensor actual, double bound) =>
        Compare(quantity, model, expected, actual, bound, (difference, reference) => difference.abs().max() / reference.abs().max());

    /// <summary>Euclidean norm of the difference as a share of the expected norm.</summary>
    public void Norm(string quantity, string model, Tensor expected, Tensor actual, double bound) =>
        Compare(quantity, model, expected, actual, bound, (difference, reference) => difference.norm() / reference.norm());

    /// <summary>Largest difference as a share of the expected value, number by number.</summary>
    public void Relative(string quantity, string model, IEnumerable<double> expected, IEnumerable<double> actual, double bound) =>
        Record(quantity, model, Pairs(expected, actual).Max(pair => Difference(pair) / Math.Max(Math.Abs(pair.Expected), double.Epsilon)), bound);

    /// <summary>Largest difference, number by number.</summary>
    public void Absolute(string quantity, string model, IEnumerable<double> expected, IEnumerable<double> actual, double bound) =>
        Record(quantity, model, Pairs(expected, actual).Max(Difference), bound);

    /// <summary>Number of things that differ; none may.</summary>
    public void Same<T>(string quantity, string model, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(left.Length, right.Length);
        Record(quantity, model, left.Zip(right).Count(pair => !Equals(pair.First, pair.Second)), 0);
    }

    /// <summary>Keeps a measurement and fails where its bound is broken.</summary>
    public void Record(string quantity, string model, double worst, double bound)
    {
        var row = new FidelityRow(quantity, model, worst, bound);
        _rows.Add(row);
        Assert.True(row.Holds, string.Create(CultureInfo.InvariantCulture, $"{model}: {quantity} is off by {worst:G4}, and may be by {bound:G4}"));
    }

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
        {
            File.WriteAllText(file, Markdown());
        }
    }

    // Bounds that several arrays of one quantity were held to are one row: the worst.
    private string Markdown()
    {
        var text = new StringBuilder("| Quantity | Model | Worst difference | Bound | Verdict |\n|:--|:--|--:|--:|:--|\n");
        var rows = _rows.GroupBy(row => (row.Quantity, row.Model)).Select(rows => rows.MaxBy(Severity)!);
        foreach (var row in rows.OrderBy(row => row.Quantity, StringComparer.Ordinal).ThenBy(row => row.Model, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Quantity} | {row.Model} | {row.Worst:G2} | {row.Bound:G2} | {(row.Holds ? "holds" : "BROKEN")} |\n");
        }

        return text.ToString();
    }

    private static double Severity(FidelityRow row) =>
        !row.Holds ? double.PositiveInfinity : row.Bound > 0 ? row.Worst / row.Bound : 0;

    private void Compare(string quantity, string model, Tensor expected, Tensor actual, double bound, Func<Tensor, Tensor, Tensor> measure)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var reference = expected.detach().to(float64);
        var share = measure(actual.detach().to(float64) - reference, reference).item<double>();
        Record(quantity, model, share, bound);
    }

    private static IEnumerable<(double Expected, double Actual)> Pairs(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right);
    }

    private static double Difference((double Expected, double Actual) pair) =>
        pair.Expected.Equals(pair.Actual) ? 0
        : double.IsNaN(pair.Actual - pair.Expected) ? double.PositiveInfinity
        : Math.Abs(pair.Actual - pair.Expected);
}

using static TorchSharp.torch;

namespace LCam.Measures.Curves;

/// <summary>The blur from which insertion starts: RISE's 11x11 kernel of sigma 5.</summary>
internal static class ImpulseBlur
{
    internal const int Size = 11;

    private const double Sigma = 5;
    private const int Radius = 20;

    /// <summary>Images (N,3,H,W) blurred channel by channel, 0 outside; same shape.</summary>
    internal static Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var line = Line();
        var values = line.SelectMany(y => line.Select(x => y * x)).ToArray();
        var kernel = tensor(values, [1, 1, Size, Size]).to(images.dtype).to(images.device).expand(3, 1, Size, Size);
        return nn.functional.conv2d(images, kernel, padding: [Size / 2, Size / 2], groups: 3).MoveToOuterDisposeScope();
    }

    /// <summary>One row of the separable kernel: a Gaussian about the centre, its tails reflected at the edge; sums to 1.</summary>
    internal static double[] Line()
    {
        var line = new double[Size];
        var weights = Enumerable.Range(-Radius, (2 * Radius) + 1).Select(offset => (offset, weight: Math.Exp(-0.5 * offset * offset / (Sigma * Sigma)))).ToArray();
        var sum = weights.Sum(entry => entry.weight);
        foreach (var (offset, weight) in weights)
        {
            // Positions repeat as d c b a | a b c d | d c b a.
            var position = (((Size / 2) + offset) % (2 * Size) + (2 * Size)) % (2 * Size);
            line[position < Size ? position : (2 * Size) - 1 - position] += weight / sum;
        }

        return line;
    }
}

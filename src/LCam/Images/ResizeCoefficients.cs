namespace LCam.Images;

/// <summary>
/// For each output position along one axis: where its input window starts and the window's weights in 22-bit fixed
/// point. Follows <c>precompute_coeffs</c> and <c>normalize_coeffs_8bpc</c> of Pillow's <c>src/libImaging/Resample.c</c>.
/// </summary>
internal sealed class ResizeCoefficients
{
    internal const int FractionBits = 22;

    private readonly int[] _starts;
    private readonly int[] _counts;
    private readonly int[] _weights;
    private readonly int _stride;

    internal ResizeCoefficients(int inputSize, int outputSize)
    {
        var scale = (double)inputSize / outputSize;
        var filterScale = Math.Max(scale, 1.0);
        var inverse = 1.0 / filterScale;

        // The triangle filter reaches one input pixel far, stretched when shrinking.
        var support = filterScale;
        _stride = ((int)Math.Ceiling(support) * 2) + 1;
        _starts = new int[outputSize];
        _counts = new int[outputSize];
        _weights = new int[outputSize * _stride];
        var real = new double[_stride];
        for (var output = 0; output < outputSize; output++)
        {
            var centre = (output + 0.5) * scale;
            var start = Math.Max((int)(centre - support + 0.5), 0);
            var count = Math.Min((int)(centre + support + 0.5), inputSize) - start;
            var sum = 0.0;
            for (var tap = 0; tap < count; tap++)
            {
                real[tap] = Triangle((tap + start - centre + 0.5) * inverse);
                sum += real[tap];
            }

            for (var tap = 0; tap < count; tap++)
            {
                var weight = sum == 0.0 ? real[tap] : real[tap] / sum;
                _weights[(output * _stride) + tap] = (int)(0.5 + (weight * (1 << FractionBits)));
            }

            _starts[output] = start;
            _counts[output] = count;
        }
    }

    internal int Start(int output) => _starts[output];

    internal ReadOnlySpan<int> Weights(int output) => _weights.AsSpan(output * _stride, _counts[output]);

    private static double Triangle(double distance)
    {
        var magnitude = Math.Abs(distance);
        return magnitude < 1.0 ? 1.0 - magnitude : 0.0;
    }
}

using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>Smooth noise in [0, 1]: random values on a lattice that repeats every 64 units, smoothly interpolated.</summary>
internal sealed class ValueNoise
{
    private const int Side = 64;
    private readonly double[] _lattice = new double[Side * Side];

    public ValueNoise(ref CounterRandom random)
    {
        for (var index = 0; index < _lattice.Length; index++)
        {
            _lattice[index] = random.NextDouble();
        }
    }

    public double At(double x, double y)
    {
        var left = Math.Floor(x);
        var top = Math.Floor(y);
        var across = Smooth(x - left);
        var down = Smooth(y - top);
        var column = (int)left & (Side - 1);
        var row = ((int)top & (Side - 1)) * Side;
        var nextColumn = (column + 1) & (Side - 1);
        var nextRow = (row + Side) & ((Side * Side) - 1);
        var upper = _lattice[row + column] + (across * (_lattice[row + nextColumn] - _lattice[row + column]));
        var lower = _lattice[nextRow + column] + (across * (_lattice[nextRow + nextColumn] - _lattice[nextRow + column]));
        return upper + (down * (lower - upper));
    }

    /// <summary>Octaves of noise, each twice as fine and 0.55 times as strong as the one before; in [0, 1], 0.5 on average.</summary>
    public double Fractal(double x, double y, int octaves)
    {
        var sum = 0.0;
        var total = 0.0;
        var strength = 1.0;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += strength * At(x, y);
            total += strength;
            strength *= 0.55;

            // The shift keeps the octaves' lattices from lining up.
            x = (2 * x) + 17.3;
            y = (2 * y) + 5.7;
        }

        return sum / total;
    }

    private static double Smooth(double t) => t * t * (3 - (2 * t));
}

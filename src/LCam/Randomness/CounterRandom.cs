namespace LCam.Randomness;

/// <summary>
/// A stream of random numbers that is a pure function of (seed, purpose, epoch, index). Streams are values: two with
/// the same coordinates yield the same numbers on any machine, in any order, on any number of threads, and no state
/// is ever saved.
/// </summary>
public struct CounterRandom
{
    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _purposeAndEpoch;
    private readonly uint _indexLow;
    private readonly uint _indexHigh;
    private uint _position;
    private PhiloxBlock _block;

    /// <param name="seed">The experiment's seed: the generator's key.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="epoch">0-based epoch, below 2^24; 0 where epochs have no meaning.</param>
    /// <param name="index">0-based sample index, mask index, or parameter index; below 2^48.</param>
    public CounterRandom(long seed, RandomPurpose purpose, int epoch = 0, long index = 0)
    {
        // The purpose has the counter's top eight bits: one more would alias another purpose.
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)purpose, byte.MaxValue, nameof(purpose));
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(epoch, 1 << 24);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1L << 48);
        _key0 = (uint)seed;
        _key1 = (uint)(seed >> 32);
        _purposeAndEpoch = ((uint)purpose << 24) | (uint)epoch;
        _indexLow = (uint)index;
        _indexHigh = (uint)(index >> 32);
    }

    /// <summary>32 random bits. A stream has 2^32 - 1 of these words.</summary>
    /// <exception cref="OverflowException">The stream is used up: it would repeat itself.</exception>
    public uint NextUInt32()
    {
        var lane = _position & 3;
        if (lane == 0)
        {
            _block = Philox.Block(new PhiloxBlock(_position >> 2, _indexLow, _indexHigh, _purposeAndEpoch), _key0, _key1);
        }

        _position = checked(_position + 1);
        return lane switch { 0 => _block.Word0, 1 => _block.Word1, 2 => _block.Word2, _ => _block.Word3 };
    }

    /// <summary>Uniform in [0, 1) with 32 bits of resolution.</summary>
    public double NextDouble() => NextUInt32() * (1.0 / 4294967296.0);

    /// <summary>Uniform in [low, high).</summary>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform integer in [0, bound), without bias (Lemire's rejection).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (uint)bound;
        var product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Standard normal (Box-Muller; two words a number).</summary>
    public double NextNormal()
    {
        // 1 - u keeps the logarithm's argument above zero.
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>A uniformly random order of 0..count-1 (Fisher-Yates).</summary>
    public int[] NextPermutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var chosen = NextInt(last + 1);
            (order[last], order[chosen]) = (order[chosen], order[last]);
        }

        return order;
    }
}

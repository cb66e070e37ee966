using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// The dropout masks that PyTorch draws on a CPU without MKL after <c>manual_seed</c>: element by element from the Mersenne
/// Twister (MT19937; Matsumoto and Nishimura 1998), 53 bits a number.
/// </summary>
internal sealed class TorchDropout : IDropout
{
    private const int Length = 624;
    private const int Shift = 397;
    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    internal TorchDropout(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < Length; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    public Tensor Apply(Tensor activations, int layer, double probability)
    {
        using var scope = NewDisposeScope();
        var kept = new double[activations.numel()];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = Uniform() < 1 - probability ? 1 / (1 - probability) : 0;
        }

        return (activations * tensor(kept, activations.shape).to(activations.dtype)).MoveToOuterDisposeScope();
    }

    private double Uniform()
    {
        var high = (ulong)Draw();
        return (((high << 32) | Draw()) & ((1UL << 53) - 1)) * Math.ScaleB(1, -53);
    }

    private uint Draw()
    {
        if (_next == Length)
        {
            for (var i = 0; i < Length; i++)
            {
                var mixed = (_state[i] & 0x80000000u) | (_state[(i + 1) % Length] & 0x7fffffffu);
                _state[i] = _state[(i + Shift) % Length] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908b0dfu);
            }

            _next = 0;
        }

        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }
}

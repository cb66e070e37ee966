using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>Tensors of counter-based random numbers, always made on the CPU so that they do not depend on the device.</summary>
internal static class RandomTensors
{
    internal static Tensor Normal(ref CounterRandom random, long[] shape, double deviation)
    {
        var values = new float[Count(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(random.NextNormal() * deviation);
        }

        return tensor(values, shape);
    }

    internal static Tensor Uniform(ref CounterRandom random, long[] shape, double low, double high)
    {
        var values = new float[Count(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextDouble(low, high);
        }

        return tensor(values, shape);
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => checked(product * size));
}

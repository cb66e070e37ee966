using System.Collections.Concurrent;
using TorchSharp;

namespace LCam.Tensors;

/// <summary>
/// Numbers as TorchSharp passes them to libtorch. A <see cref="Scalar"/> frees its memory when it is collected, and
/// TorchSharp (0.107.0) holds none while libtorch reads it: a collection at that moment gives "Unknown scalar type", or
/// another number. So nothing here is ever collected, and everything in this program goes through here: no number is
/// converted to a scalar by itself, and no method is called that does so within.
/// </summary>
/// <remarks>What is kept is a hundred bytes for each number that a program uses: constants, settings, the rates of a schedule.</remarks>
public static class Scalars
{
    private static readonly ConcurrentDictionary<long, Scalar> Wholes = new();

    // By bits: nought has two signs.
    private static readonly ConcurrentDictionary<long, Scalar> Numbers = new();

    public static Scalar Of(long value) => Wholes.GetOrAdd(value, static whole => whole);

    public static Scalar Of(double value) => Numbers.GetOrAdd(BitConverter.DoubleToInt64Bits(value), static bits => BitConverter.Int64BitsToDouble(bits));

    /// <summary>A number that will not come again: the caller disposes it after its last use, which keeps it until then.</summary>
    public static Scalar Once(double value) => value;

    /// <summary>The sum of two tensors, as the operator gives it: libtorch multiplies the second by a scalar, 1.</summary>
    public static torch.Tensor Plus(this torch.Tensor left, torch.Tensor right) => left.add(right, Of(1));

    /// <summary>The sum of a tensor and a number, as the operator gives it.</summary>
    public static torch.Tensor Plus(this torch.Tensor left, double right) => left.add(Of(right), Of(1));

    /// <summary>Whole numbers from 0 to below a count.</summary>
    public static torch.Tensor Range(long count, torch.ScalarType? dtype = null, torch.Device? device = null) => torch.arange(Of(0), Of(count), Of(1), dtype, device);

    /// <summary>Adds a tensor in place.</summary>
    public static torch.Tensor PlusInPlace(this torch.Tensor left, torch.Tensor right) => left.add_(right, Of(1));

    /// <summary>The square of each element.</summary>
    public static torch.Tensor Squared(this torch.Tensor values) => values.pow(Of(2));
}

using System.Buffers.Binary;

namespace LCam.Weights.Pickling;

/// <summary>A numpy type for one number: training scripts leave accuracies as numpy scalars beside the weights.</summary>
internal sealed record NumpyType(string Code)
{
    /// <summary>The number that the bytes hold, little-endian.</summary>
    /// <exception cref="InvalidDataException">The type is none of the simple ones, or the bytes do not fit it.</exception>
    public object Scalar(byte[] bytes) => (Code, bytes.Length) switch
    {
        ("f8", 8) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ("f4", 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ("i8", 8) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ("i4", 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ("b1", 1) => bytes[0] != 0,
        _ => throw new InvalidDataException($"has a numpy value of the type '{Code}' in its pickle, which is none of the simple ones"),
    };
}

using System.Buffers.Binary;
using System.Numerics;

namespace LCam.Weights.Pickling;

/// <summary>A numpy type for one number: training scripts leave accuracies as numpy scalars beside the weights.</summary>
internal sealed record NumpyType(string Code)
{
    /// <summary>The number that the bytes hold, little-endian; an opaque value where the type is none of the simple ones.</summary>
    public object Scalar(byte[] bytes) => (Code, bytes.Length) switch
    {
        ("f8", 8) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ("f4", 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ("i8", 8) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ("i4", 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ("f2", 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ("i2", 2) => (long)BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ("i1", 1) => (long)(sbyte)bytes[0],
        ("u8", 8) => (BigInteger)BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        ("u4", 4) => (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ("u2", 2) => (long)BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ("u1", 1) => (long)bytes[0],
        ("b1", 1) => bytes[0] != 0,
        _ => new PickleObject("numpy." + Code),
    };
}

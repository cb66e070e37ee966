using System.Buffers.Binary;
using LCam.Problems;

namespace LCam.Arrays;

/// <summary>The elements of a NumPy array as numbers, one after the other, from a stream that only goes forward.</summary>
internal static class NpyElements
{
    /// <summary>Bytes of one element; 0 for what is no little-endian floating-point number.</summary>
    public static int Size(string type) => type switch { "<f2" => 2, "<f4" => 4, "<f8" => 8, _ => 0 };

    /// <summary>The next elements as float32.</summary>
    /// <exception cref="ProblemException">The array ends before.</exception>
    public static float[] Read(Stream stream, string type, int count, string where)
    {
        var size = Size(type);
        var bytes = new byte[checked(count * size)];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(where, "this NumPy array ends before its last element"));
        }

        var elements = new float[count];
        for (var index = 0; index < count; index++)
        {
            var element = bytes.AsSpan(index * size, size);
            elements[index] = size switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                4 => BinaryPrimitives.ReadSingleLittleEndian(element),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
            };
        }

        return elements;
    }

    /// <summary>Skips elements.</summary>
    public static void Skip(Stream stream, long bytes)
    {
        var buffer = new byte[1 << 16];
        while (bytes > 0 && stream.Read(buffer, 0, (int)Math.Min(bytes, buffer.Length)) is var read and > 0)
        {
            bytes -= read;
        }
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LCam.Problems;

namespace LCam.Arrays;

/// <summary>
/// The head of a NumPy array file (<c>.npy</c>, NumPy Enhancement Proposal 1): element type and shape, behind which the
/// elements lie one after the other.
/// </summary>
/// <param name="Type">NumPy's name of the element type, as <c>&lt;f4</c> for little-endian float32.</param>
/// <param name="Shape">Sizes, the last dimension's elements side by side.</param>
/// <param name="Length">Bytes of the head: where the elements begin.</param>
public sealed partial record NpyHeader(string Type, IReadOnlyList<long> Shape, int Length)
{
    /// <summary>Little-endian float32.</summary>
    public const string F4 = "<f4";

    private const int Alignment = 64;
    private const int LongestText = 1 << 16;
    private const int MostDimensions = 8;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Elements in all.</summary>
    public long Count => Shape.Aggregate(1L, (count, size) => checked(count * size));

    /// <summary>The head of an array of that shape, as NumPy writes it.</summary>
    public static byte[] Write(string type, params IReadOnlyList<long> shape)
    {
        var sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}{(shape.Count == 1 ? "," : "")}), }}";
        var before = Magic.Length + 4;
        var length = (before + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[length];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length + 2), (ushort)(length - before));
        Encoding.ASCII.GetBytes(text.PadRight(length - before - 1) + "\n", bytes.AsSpan(before));
        return bytes;
    }

    /// <summary>Reads a head, and leaves the stream at the elements.</summary>
    /// <param name="where">What to call the array in messages.</param>
    /// <exception cref="ProblemException">It is none, or the array is in Fortran order.</exception>
    public static NpyHeader Read(Stream stream, string where)
    {
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start[..Magic.Length].SequenceEqual(Magic))
        {
            throw Wrong(where, "this is no NumPy array: expected a file that numpy.save wrote");
        }

        // Version 1 has two bytes of length, the later ones four.
        Span<byte> size = stackalloc byte[start[6] == 1 ? 2 : 4];
        if (start[6] is < 1 or > 3 || stream.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length)
        {
            throw Wrong(where, string.Create(CultureInfo.InvariantCulture, $"this NumPy array is of format {start[6]}, and 1 to 3 are known"));
        }

        var length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestText)
        {
            throw Wrong(where, "the head of this NumPy array is longer than any could be");
        }

        var text = new byte[length];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw Wrong(where, "this NumPy array ends within its head");
        }

        return Parse(Encoding.Latin1.GetString(text), start.Length + size.Length + (int)length, where);
    }

    /// <summary>As <see cref="Read"/>, of an array (N) of texts, <c>&lt;U</c> or <c>|S</c>.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static NpyHeader ReadTexts(Stream stream, string where) => Read(stream, where) switch
    {
        { Type: ['<', 'U', ..] or ['|', 'S', ..], Shape: [_] } header => header,
        { Type: var type } => throw Wrong(where, $"expected an array (N) of texts, found type '{type}'", "save numpy.array(names)"),
    };

    /// <summary>The number in the type: characters of a text, bytes of a number.</summary>
    public int Width => int.TryParse(Type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0;

    private static NpyHeader Parse(string text, int length, string where)
    {
        var (type, order, shape) = (TypeOf().Match(text), OrderOf().Match(text), ShapeOf().Match(text));
        if (!type.Success || !order.Success || !shape.Success)
        {
            throw Wrong(where, "the head of this NumPy array does not say type, order and shape");
        }

        if (order.Groups[1].Value == "True")
        {
            throw Wrong(where, "this NumPy array is in Fortran order", "save numpy.ascontiguousarray(maps)");
        }

        var sizes = shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parsed = sizes.Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : -1).ToList();
        return parsed.Count > MostDimensions || parsed.Contains(-1)
            ? throw Wrong(where, "this NumPy array has a shape that no array of maps has")
            : new NpyHeader(type.Groups[1].Value, parsed, length);
    }

    private static ProblemException Wrong(string where, string what, string? remedy = null) => new(ProblemKind.InvalidInput, new Problem(where, what, remedy));

    [GeneratedRegex("'descr'\\s*:\\s*'([<>|=][a-zA-Z][0-9]{0,9})'")]
    private static partial Regex TypeOf();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(True|False)")]
    private static partial Regex OrderOf();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([0-9, ]*)\\)")]
    private static partial Regex ShapeOf();
}

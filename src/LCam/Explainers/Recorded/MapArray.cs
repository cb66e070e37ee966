using LCam.Arrays;
using LCam.Problems;

namespace LCam.Explainers.Recorded;

/// <summary>One NumPy array of maps: (N,h,w), or (h,w) for one image. Rows are read in any order, and fastest in ascending order.</summary>
/// <param name="where">What to call it in messages.</param>
/// <param name="open">Opens it at its beginning.</param>
internal sealed class MapArray(string where, Func<Stream> open) : IDisposable
{
    // A map is never finer than an image, and images are not this large.
    private const int LongestSide = 4_096;

    private Stream? _stream;
    private NpyHeader? _header;
    private long _next;

    public string Where => where;

    /// <summary>Maps in it.</summary>
    public long Count => Header.Shape.Count == 2 ? 1 : Header.Shape[0];

    /// <summary>Pixels of a side.</summary>
    public int Side => (int)Header.Shape[^1];

    private NpyHeader Header => _header ??= Open();

    /// <summary>Everything that is wrong with it by its head alone.</summary>
    public IReadOnlyList<Problem> Check(bool isOne)
    {
        try
        {
            return Header switch
            {
                { Type: var type } when NpyElements.Size(type) == 0 =>
                    [new Problem(where, $"expected numbers of type float16, float32 or float64, found '{type}'", "save maps.astype(numpy.float32)")],
                { Shape: var shape } when shape.Count != (isOne ? 2 : 3) =>
                    [new Problem(where, $"expected {(isOne ? "one map (h, w)" : "maps (images, h, w)")}, found the shape ({string.Join(", ", shape)})")],
                { Shape: var shape } when shape[^1] != shape[^2] =>
                    [new Problem(where, $"expected maps of what the network sees, which is a square, found {shape[^2]}x{shape[^1]} pixels", "explain the resized and cropped image")],
                { Shape: var shape } when shape[^1] is < 1 or > LongestSide =>
                    [new Problem(where, FormattableString.Invariant($"expected maps of 1 to {LongestSide} pixels a side, found {shape[^1]}"))],
                _ => [],
            };
        }
        catch (ProblemException wrong)
        {
            return wrong.Problems;
        }
    }

    /// <summary>A map's pixels, row by row.</summary>
    public float[] Read(long row)
    {
        if (row < _next || _stream is null)
        {
            Dispose();
        }

        var pixels = Side * Side;
        var bytes = (long)pixels * NpyElements.Size(Header.Type);
        NpyElements.Skip(_stream!, (row - _next) * bytes);
        var map = NpyElements.Read(_stream!, Header.Type, pixels, where);
        _next = row + 1;
        return map;
    }

    /// <summary>Closes it; it is opened again when it is read again.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        (_stream, _header) = (null, null);
    }

    private NpyHeader Open()
    {
        _stream?.Dispose();
        _next = 0;
        try
        {
            _stream = open();
            return NpyHeader.Read(_stream, where);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(where, $"it cannot be read: {failure.Message}"), failure);
        }
    }
}

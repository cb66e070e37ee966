using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace LCam.Arrays;

/// <summary>
/// Writes one method's maps as NumPy's <c>.npz</c>: <c>maps</c> (images,h,w) float32, <c>images</c> (images) names, and
/// <c>classes</c> (images) the classes that they explain. Maps go to the disk as they come. The same maps make the same bytes.
/// </summary>
public sealed class MapsArchive : IDisposable
{
    /// <summary>The archive's comment, by which lcam knows its own.</summary>
    public const string Comment = "maps written by lcam";

    // A zip file cannot say less than this.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly int _images;
    private readonly List<string> _names = [];
    private readonly List<long> _classes = [];
    private Stream? _maps;
    private (int Height, int Width) _shape;

    /// <param name="target">Stays open.</param>
    /// <param name="images">How many maps are to come.</param>
    public MapsArchive(Stream target, int images)
    {
        _zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true) { Comment = Comment };
        _images = images;
    }

    /// <summary>Adds an image's map, row by row; all have the first one's shape.</summary>
    public void Add(string image, long explained, ReadOnlySpan<float> map, int height, int width)
    {
        if (_maps is null)
        {
            _shape = (height, width);
            _maps = Entry("maps");
            _maps.Write(NpyHeader.Write(NpyHeader.F4, _images, height, width));
        }
        else if (_shape != (height, width))
        {
            throw new ArgumentException($"expected a map of {_shape.Height}x{_shape.Width}, found {height}x{width}", nameof(map));
        }

        _maps.Write(MemoryMarshal.AsBytes(map));
        _names.Add(image);
        _classes.Add(explained);
    }

    /// <summary>Writes names and classes, once all maps are in.</summary>
    public void Complete()
    {
        if (_names.Count != _images)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"expected {_images} maps, found {_names.Count}"));
        }

        _maps?.Dispose();
        _maps = null;
        using (var classes = Entry("classes"))
        {
            classes.Write(NpyHeader.Write("<i8", _images));
            var bytes = new byte[sizeof(long)];
            foreach (var explained in _classes)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, explained);
                classes.Write(bytes);
            }
        }

        using var images = Entry("images");
        WriteTexts(images, _names);
    }

    public void Dispose()
    {
        _maps?.Dispose();
        _zip.Dispose();
    }

    /// <summary>Whether lcam wrote the archive.</summary>
    public static bool Wrote(Stream archive)
    {
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
        return zip.Comment == Comment;
    }

    private Stream Entry(string name)
    {
        var entry = _zip.CreateEntry(name + ArrayFolder.Suffix, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    // NumPy's texts are UTF-32, all as long as the longest.
    private static void WriteTexts(Stream stream, List<string> texts)
    {
        var encoded = texts.Select(text => Encoding.UTF32.GetBytes(text)).ToList();
        var width = Math.Max(encoded.Select(bytes => bytes.Length).DefaultIfEmpty().Max(), sizeof(int));
        stream.Write(NpyHeader.Write(FormattableString.Invariant($"<U{width / sizeof(int)}"), texts.Count));
        foreach (var bytes in encoded)
        {
            var padded = new byte[width];
            bytes.CopyTo(padded, 0);
            stream.Write(padded);
        }
    }
}

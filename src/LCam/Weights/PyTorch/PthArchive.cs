using System.IO.Compression;
using System.Text;

namespace LCam.Weights.PyTorch;

/// <summary>
/// A PyTorch zip archive: one folder with <c>data.pkl</c>, <c>data/N</c>, <c>version</c> and, in newer files,
/// <c>byteorder</c>. PyTorch stores entries uncompressed; a compressed one is refused, so no entry can grow.
/// </summary>
internal sealed class PthArchive : IDisposable
{
    private const string PickleName = "data.pkl";
    private const int MaximumEntries = 1_000_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly string _folder;

    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public PthArchive(Stream stream)
    {
        (_zip, var entries) = Open(stream);
        foreach (var entry in entries)
        {
            if (!_entries.TryAdd(entry.FullName, entry) || _entries.Count > MaximumEntries)
            {
                throw new InvalidDataException($"has the archive entry '{entry.FullName}' twice, or too many entries");
            }
        }

        var pickles = _entries.Keys.Where(name => name.EndsWith("/" + PickleName, StringComparison.Ordinal)).ToList();
        if (pickles is not [var pickle])
        {
            throw new InvalidDataException($"is a zip archive with {pickles.Count} entries named {PickleName}; a PyTorch file has one");
        }

        _folder = pickle[..^PickleName.Length];
        if (_entries.ContainsKey(_folder + "constants.pkl"))
        {
            throw new ForeignContentException("is a TorchScript program, not a state dict");
        }

        if (Find("byteorder") is { } order && Text(order) != "little")
        {
            throw new InvalidDataException("was written on a big-endian machine: save it again on another");
        }
    }

    public ZipArchiveEntry Pickle => Find(PickleName) ?? throw new InvalidDataException($"has no {PickleName}");

    public ZipArchiveEntry? Find(string name)
    {
        if (!_entries.TryGetValue(_folder + name, out var entry))
        {
            return null;
        }

        return entry.CompressedLength == entry.Length && entry.Length >= 0
            ? entry
            : throw new InvalidDataException($"has the compressed archive entry '{name}': PyTorch stores entries uncompressed");
    }

    public void Dispose() => _zip.Dispose();

    private static (ZipArchive Zip, IReadOnlyCollection<ZipArchiveEntry> Entries) Open(Stream stream)
    {
        try
        {
            var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return (zip, zip.Entries);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new InvalidDataException("is a damaged or cut off zip archive: fetch or copy it again", failure);
        }
    }

    private static string Text(ZipArchiveEntry entry)
    {
        var bytes = new byte[16];
        using var stream = entry.Open();
        return Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}

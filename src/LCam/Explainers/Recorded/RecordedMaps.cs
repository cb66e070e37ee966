using System.IO.Compression;
using System.Text;
using LCam.Arrays;
using LCam.Files;
using LCam.Problems;

namespace LCam.Explainers.Recorded;

/// <summary>
/// Maps that another program made, in the files that NumPy writes: one array of all maps in the order of the image list
/// (<c>numpy.save</c>, or <c>maps</c> of an <c>.npz</c>, there also by name with <c>images</c>), or one array an image by the
/// image's name (in an <c>.npz</c> or a folder).
/// </summary>
public sealed class RecordedMaps : IDisposable
{
    private const string Suffix = ArrayFolder.Suffix;
    private const string All = "maps" + Suffix;
    private const string Names = "images" + Suffix;

    // Nobody reads a longer list.
    private const int Told = 20;
    private const int LongestName = 4_096;
    private const long MostNames = 64L << 20;

    private readonly ZipArchive? _zip;
    private readonly string _path;
    private readonly MapArray? _all;
    private readonly Dictionary<string, MapArray> _ofImages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>? _rows;

    private RecordedMaps(string path)
    {
        _path = path;
        if (Directory.Exists(path))
        {
            foreach (var (name, file) in ArrayFolder.Files(path))
            {
                _ofImages.Add(name[..^Suffix.Length], new MapArray(file, () => DataFile.OpenRead(file)));
            }

            return;
        }

        using (var start = DataFile.OpenRead(path))
        {
            if (start.ReadByte() == 0x93)
            {
                _all = new MapArray(path, () => DataFile.OpenRead(path));
                return;
            }
        }

        _zip = OpenZip(path);
        if (_zip.Entries.GroupBy(entry => entry.FullName).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Wrong($"'{twice.Key}' is in it twice");
        }

        if (_zip.GetEntry(All) is { } maps)
        {
            _all = new MapArray($"{path}: maps", maps.Open);
            _rows = _zip.GetEntry(Names) is { } names ? Rows(ReadNames(names, _all.Count)) : null;
            return;
        }

        foreach (var entry in Arrays(_zip))
        {
            var name = entry.FullName[..^Suffix.Length];
            _ofImages.Add(name, new MapArray($"{path}: {name}", entry.Open));
        }
    }

    /// <param name="path">A file or a folder.</param>
    /// <exception cref="ProblemException">It is not there, or holds no maps.</exception>
    public static RecordedMaps Open(string path)
    {
        try
        {
            return new RecordedMaps(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, $"the maps cannot be read: {failure.Message}"), failure);
        }
        catch (InvalidDataException failure)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"this archive of arrays is damaged, or packed in a way that NumPy does not: {failure.Message}"), failure);
        }
    }

    /// <summary>
    /// Bytes that reading every map may take. Of an archive it is what its entries claim, packed or unpacked: nothing is read
    /// beyond either, whatever stands in them, and entries that lie on each other count each for itself.
    /// </summary>
    public long Bytes
    {
        get
        {
            var lengths = _zip is not null
                ? Arrays(_zip).Select(entry => Math.Max(entry.Length, entry.CompressedLength))
                : _all is not null ? [new FileInfo(_path).Length] : ArrayFolder.Files(_path).Select(file => new FileInfo(file.File).Length);
            return lengths.Aggregate(0L, (sum, length) => length > long.MaxValue - sum ? long.MaxValue : sum + length);
        }
    }

    /// <summary>Everything that is wrong with the maps for these images: names, count, shapes, and, where they are to be read whole, numbers.</summary>
    /// <param name="images">Paths in the list, in its order.</param>
    /// <param name="numbers">Read every map.</param>
    public IReadOnlyList<Problem> Check(IReadOnlyList<string> images, bool numbers)
    {
        var problems = _all is not null ? CheckAll(_all, images) : CheckEach(images);
        if (problems.Count == 0 && numbers)
        {
            foreach (var place in InFileOrder(images).TakeWhile(_ => problems.Count < Told))
            {
                try
                {
                    Read(place, images[place]);
                }
                catch (ProblemException wrong)
                {
                    problems.AddRange(wrong.Problems);
                }
            }
        }

        return problems;
    }

    /// <summary>An image's map, row by row, and its side in pixels.</summary>
    /// <param name="place">0-based, in the list.</param>
    /// <param name="image">Path in the list.</param>
    /// <exception cref="ProblemException">There is none, or it is not finite.</exception>
    public (float[] Pixels, int Side) Read(int place, string image)
    {
        var array = _all ?? Find(image) ?? throw Wrong($"there is no map of {image}");
        var row = _all is null ? 0 : _rows is null ? place : Row(image) ?? throw Wrong($"there is no map of {image}");
        try
        {
            var pixels = array.Read(row);
            return Array.TrueForAll(pixels, float.IsFinite)
                ? (pixels, array.Side)
                : throw new ProblemException(ProblemKind.InvalidInput, new Problem(array.Where, $"the map of {image} has a value that is NaN or infinite"));
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(array.Where, $"the map of {image} cannot be read: {failure.Message}"), failure);
        }
        finally
        {
            if (_all is null)
            {
                array.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _all?.Dispose();
        foreach (var array in _ofImages.Values)
        {
            array.Dispose();
        }

        _zip?.Dispose();
    }

    private static IEnumerable<ZipArchiveEntry> Arrays(ZipArchive zip) =>
        zip.GetEntry(All) is { } maps ? [maps] : zip.Entries.Where(entry => entry.FullName.EndsWith(Suffix, StringComparison.Ordinal));

    // A packed array is unpacked from its beginning for every step back: of a reversed list that would be no end.
    private IEnumerable<int> InFileOrder(IReadOnlyList<string> images)
    {
        var places = Enumerable.Range(0, images.Count);
        return _rows is null ? places : places.DistinctBy(place => Row(images[place])).OrderBy(place => Row(images[place]));
    }

    private List<Problem> CheckAll(MapArray all, IReadOnlyList<string> images)
    {
        var problems = all.Check(isOne: false).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        if (_rows is null)
        {
            return all.Count == images.Count
                ? []
                : [new Problem(all.Where, FormattableString.Invariant($"expected one map for each of the {images.Count} images of the list, in its order, found {all.Count}"), "or name the images in an array 'images'")];
        }

        return _rows.Count == all.Count
            ? Missing(images.Where(image => Row(image) is null))
            : [new Problem(all.Where, FormattableString.Invariant($"expected as many images as maps, each once, found {all.Count} maps of {_rows.Count} images"))];
    }

    private List<Problem> CheckEach(IReadOnlyList<string> images)
    {
        if (_ofImages.Count == 0)
        {
            return [new Problem(_path, "there are no maps in it", $"expected arrays ({Suffix}) by the images' names, or one called 'maps'")];
        }

        var problems = Missing(images.Where(image => Find(image) is null));
        var sides = new HashSet<int>();
        foreach (var array in images.Select(Find).OfType<MapArray>())
        {
            var wrong = array.Check(isOne: true);
            problems.AddRange(wrong);
            if (wrong.Count == 0 && sides.Add(array.Side) && sides.Count == 2)
            {
                problems.Add(new Problem(array.Where, FormattableString.Invariant($"expected maps of one size, found {sides.First()} and {array.Side} pixels a side")));
            }

            // Of thousands of files none stays open.
            array.Dispose();
            if (problems.Count >= Told)
            {
                break;
            }
        }

        return problems;
    }

    private List<Problem> Missing(IEnumerable<string> images)
    {
        var all = images.ToList();
        List<Problem> problems = [.. all.Take(Told).Select(image => new Problem(_path, $"there is no map of {image}"))];
        if (all.Count > Told)
        {
            problems.Add(new Problem(_path, FormattableString.Invariant($"there is no map of {all.Count - Told} more images")));
        }

        return problems;
    }

    // By the whole name, or by the name without the picture's extension.
    private MapArray? Find(string image) => _ofImages.GetValueOrDefault(image) ?? _ofImages.GetValueOrDefault(Stem(image));

    private int? Row(string image) => _rows!.TryGetValue(image, out var row) || _rows.TryGetValue(Stem(image), out row) ? row : null;

    private static string Stem(string image) => Path.ChangeExtension(image, null);

    private static Dictionary<string, int> Rows(List<string> names)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < names.Count; row++)
        {
            rows.TryAdd(names[row], row);
        }

        return rows;
    }

    // NumPy's texts: fixed width, UTF-32 ('<U') or bytes ('|S'), filled up with zeros.
    private List<string> ReadNames(ZipArchiveEntry entry, long maps)
    {
        using var stream = entry.Open();
        var where = $"{_path}: images";
        var header = NpyHeader.ReadTexts(stream, where);
        var width = header.Type[1] == 'U' ? 4 * header.Width : header.Width;
        if (header.Count != maps || header.Width is < 1 or > LongestName || header.Count * width > MostNames)
        {
            throw Wrong(FormattableString.Invariant($"expected as many names of images as there are maps, {maps}, of 1 to {LongestName} characters, found {header.Count} of {header.Width}"));
        }

        var names = new List<string>();
        var bytes = new byte[width];
        for (var row = 0L; row < header.Count; row++)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw Wrong("the names of its images end before the last");
            }

            names.Add((header.Type[1] == 'U' ? Encoding.UTF32 : Encoding.UTF8).GetString(bytes).TrimEnd('\0'));
        }

        return names;
    }

    private static ZipArchive OpenZip(string path)
    {
        var stream = DataFile.OpenRead(path);
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read);
        }
        catch (InvalidDataException failure)
        {
            stream.Dispose();
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, "this is neither a NumPy array nor an archive of such", "write it with numpy.save or numpy.savez"), failure);
        }
    }

    private ProblemException Wrong(string what) => new(ProblemKind.InvalidInput, new Problem(_path, what));
}

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// A file that says what each image of a data set is: one line about the set, then one for each image, in the order of the
/// set. Whoever finds an image with the size and the modification time of its line need not read it to know its hash.
/// </summary>
public sealed class DataLock
{
    private const string Format = "lcam-data-lock 1 ";
    private const int MaximumBytes = 1 << 30;
    private const int HashDigits = 64;

    // Hash, size, time and path of one letter each, with what parts them.
    private const int ShortestLine = HashDigits + 7;
    private const int HashedAtOnce = 1 << 16;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private readonly byte[] _text;

    // By a hash of the path, the start of a line: a million paths as texts of their own would take four times the file.
    private readonly Dictionary<ulong, int> _lines;

    private DataLock(byte[] text, Dictionary<ulong, int> lines, string root)
    {
        _text = text;
        _lines = lines;
        Root = root;
    }

    /// <summary>How many images it has.</summary>
    public int Count => _lines.Count;

    /// <summary>The identity of their content, as <see cref="ImageSetHash"/> has it.</summary>
    public string Root { get; }

    /// <summary>Reads a lock file; every line is looked at.</summary>
    /// <exception cref="ProblemException">It is missing or no lock, has bad lines, or its root is not that of its lines.</exception>
    public static DataLock Read(string path)
    {
        byte[] text;
        try
        {
            text = DataFile.ReadBytes(path, MaximumBytes);
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unreadable(path, failure);
        }

        var end = text.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || !text.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Format)) || Encoding.ASCII.GetString(text, 0, end).Split(' ') is not [_, _, var count, var root])
        {
            throw Wrong(path, "this is no lock of a data set");
        }

        // What the first line says is believed as far as the text can have so many lines.
        var expected = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? Math.Min(said, text.Length / ShortestLine) : 0;
        var (lines, problems) = (new Dictionary<ulong, int>(expected), new CappedProblems(path, "bad lines"));
        var hashed = new ArrayBufferWriter<byte>(HashedAtOnce);
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var (start, number) = (end + 1, 2); start < text.Length; number++)
        {
            var length = text.AsSpan(start).IndexOf((byte)'\n');
            var line = text.AsSpan(start, length < 0 ? text.Length - start : length);
            if (length < 0 || Parse(line) is not { } parsed || !lines.TryAdd(KeyOf(line[parsed.Path..]), start))
            {
                problems.Add(new Problem(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}"), "expected hash, size, time and path of an image that no other line has"));
            }
            else
            {
                hashed.Write(line[parsed.Path..]);
                hashed.Write("\0"u8);
                hashed.Write(line[..HashDigits]);
                hashed.Write("\n"u8);
                if (hashed.WrittenCount >= HashedAtOnce)
                {
                    total.AppendData(hashed.WrittenSpan);
                    hashed.ResetWrittenCount();
                }
            }

            start += line.Length + 1;
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems.ToList());
        total.AppendData(hashed.WrittenSpan);
        var actual = Convert.ToHexStringLower(total.GetHashAndReset());
        return actual == root && count == lines.Count.ToString(CultureInfo.InvariantCulture)
            ? new DataLock(text, lines, root)
            : throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"expected {count} images with the root {root}, found {lines.Count} with {actual}"));
    }

    /// <summary>Writes a lock.</summary>
    /// <param name="images">Each image with the SHA-256 of its content, in the order of the set.</param>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, string root, IReadOnlyList<LockedImage> images) => AsideFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Format}{images.Count} {root}"));
        foreach (var image in images)
        {
            writer.WriteLine(image.ToLine());
        }
    });

    /// <summary>Whether a text begins as a lock does.</summary>
    public static bool Wrote(string text) => text.StartsWith(Format, StringComparison.Ordinal);

    /// <summary>The hash of an image that has this size and modification time; null where the lock has another or none.</summary>
    /// <param name="path">Relative to the images' folder, with forward slashes.</param>
    public string? Find(string path, long size, long modifiedUtcTicks) =>
        Line(path) is { Length: > 0 } line && Parse(line) is { } parsed && parsed.Size == size && parsed.Modified == modifiedUtcTicks ? Encoding.ASCII.GetString(line[..HashDigits]) : null;

    /// <summary>The hash of an image, whatever its size and time; null where the lock has none.</summary>
    public string? HashOf(string path) => Line(path) is { Length: > 0 } line ? Encoding.ASCII.GetString(line[..HashDigits]) : null;

    /// <summary>The images' relative paths, in no order.</summary>
    public IEnumerable<string> Paths() => _lines.Values.Select(start =>
    {
        var line = LineAt(start);
        return Encoding.UTF8.GetString(line[Parse(line)!.Value.Path..]);
    });

    /// <summary>Reads every image, whatever its size and time.</summary>
    /// <param name="progress">Told how many images are read, from any thread.</param>
    /// <returns>Those that are missing or other than locked, by path, the first 20 named and the rest counted.</returns>
    public IReadOnlyList<Problem> Compare(string folder, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        string[] paths = [.. Paths().Order(StringComparer.Ordinal)];
        var (differences, done) = (new Problem?[paths.Length], 0);
        Parallel.For(0, paths.Length, new ParallelOptions { MaxDegreeOfParallelism = Workers.Count(0), CancellationToken = cancellation }, index =>
        {
            try
            {
                // The lock may come from elsewhere: what it names lies in the folder.
                var wrong = Path.IsPathRooted(paths[index]) || paths[index].Split('/').Contains("..") ? "the path leaves the image folder" : null;
                var hash = wrong is null ? ContentHash.OfFile(Path.Combine(folder, paths[index])) : null;
                differences[index] = wrong is not null ? new Problem(paths[index], wrong)
                    : hash == HashOf(paths[index]) ? null
                    : new Problem(paths[index], $"expected the hash {HashOf(paths[index])}, found {hash}");
            }
            catch (ProblemException failure)
            {
                differences[index] = failure.Problems[0] with { Where = paths[index] };
            }

            progress?.Report(Interlocked.Increment(ref done));
        });
        var found = new CappedProblems(folder, "images that are not as locked");
        differences.OfType<Problem>().ToList().ForEach(found.Add);
        return found.ToList();
    }

    private ReadOnlySpan<byte> Line(string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        if (!_lines.TryGetValue(KeyOf(name), out var start))
        {
            return [];
        }

        var line = LineAt(start);
        return line[Parse(line)!.Value.Path..].SequenceEqual(name) ? line : [];
    }

    private ReadOnlySpan<byte> LineAt(int start) => _text.AsSpan(start, _text.AsSpan(start).IndexOf((byte)'\n'));

    private static (long Size, long Modified, int Path)? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length < HashDigits + 1 || line[..HashDigits].ContainsAnyExcept(Digits) || line[HashDigits] != ' ')
        {
            return null;
        }

        var rest = line[(HashDigits + 1)..];
        return Utf8Parser.TryParse(rest, out long size, out var first) && size >= 0 && first + 1 < rest.Length && rest[first] == ' '
            && Utf8Parser.TryParse(rest[(first + 1)..], out long modified, out var second) && first + second + 2 < rest.Length && rest[first + 1 + second] == ' '
            ? (size, modified + DateTime.UnixEpoch.Ticks, HashDigits + 1 + first + 1 + second + 1)
            : null;
    }

    // FNV-1a. Two paths of one key are told apart by their letters: the second is refused as a line that is there twice.
    private static ulong KeyOf(ReadOnlySpan<byte> path)
    {
        var key = 14695981039346656037UL;
        foreach (var letter in path)
        {
            key = unchecked((key ^ letter) * 1099511628211UL);
        }

        return key;
    }

    private static ProblemException Wrong(string path, string what) => new(ProblemKind.InvalidInput, new Problem(path, what, "make it anew with 'lcam data lock'"));
}

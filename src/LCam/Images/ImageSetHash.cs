using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LCam.Problems;

namespace LCam.Images;

/// <summary>The identity of an image set's content: it moves when an image's bytes, a path or the order changes, and never when the folder does.</summary>
public static class ImageSetHash
{
    // Whoever is told says it every few seconds.
    private const int FilesBetweenReports = 64;

    /// <summary>
    /// SHA-256, as 64 lower-case hexadecimal digits, over one <c>path NUL sha256-of-content LF</c> for each entry in list
    /// order. Labels are not part of it.
    /// </summary>
    /// <param name="set">The images; each file is read once, even when it is listed several times.</param>
    /// <param name="cache">Remembered hashes of unchanged files; null to read every file.</param>
    /// <param name="workers">Files read at once; 0 for the number of processors.</param>
    /// <param name="progress">Told how many files are done, from any thread.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ProblemException">Images cannot be read: the first 20 are named with their list lines, the rest counted.</exception>
    public static string Compute(ImageSet set, IContentHashCache? cache = null, int workers = 0, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var firstRows = FirstRows(set);

        // As bytes: a million hashes as texts would take 200 MB.
        var digests = new byte[set.Entries.Count * SHA256.HashSizeInBytes];
        var failures = new ConcurrentDictionary<int, ProblemException>();
        var done = 0;
        var folder = Path.GetFullPath(set.Folder);
        Parallel.For(
            0,
            set.Entries.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Workers.Count(workers), CancellationToken = cancellation },
            row =>
            {
                if (firstRows is not null && firstRows[row] != row)
                {
                    return;
                }

                try
                {
                    Convert.FromHexString(ContentHash.OfFile(Path.Join(folder, set.Entries[row].Path), cache), Digest(digests, row), out _, out _);
                }
                catch (ProblemException failure)
                {
                    failures[row] = failure;
                }

                var count = Interlocked.Increment(ref done);
                if (progress is not null && (count % FilesBetweenReports == 0 || count == set.Entries.Count))
                {
                    progress.Report(count);
                }
            });
        ThrowIfAny(set, failures);
        return Root(set, row => Digest(digests, firstRows?[row] ?? row));
    }

    private static Span<byte> Digest(byte[] digests, int row) => digests.AsSpan(row * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);

    private static string Root(ImageSet set, DigestOfRow digestOf)
    {
        const int rest = 2 + (2 * SHA256.HashSizeInBytes);
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var used = 0;
        for (var row = 0; row < set.Entries.Count; row++)
        {
            var path = set.Entries[row].Path;
            if (buffer.Length - used < Encoding.UTF8.GetMaxByteCount(path.Length) + rest)
            {
                total.AppendData(buffer, 0, used);
                used = 0;
                if (buffer.Length < Encoding.UTF8.GetMaxByteCount(path.Length) + rest)
                {
                    buffer = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + rest];
                }
            }

            used += Encoding.UTF8.GetBytes(path, buffer.AsSpan(used));
            buffer[used++] = 0;
            Convert.TryToHexStringLower(digestOf(row), buffer.AsSpan(used), out var written);
            used += written;
            buffer[used++] = (byte)'\n';
        }

        total.AppendData(buffer, 0, used);
        return Convert.ToHexStringLower(total.GetHashAndReset());
    }

    private delegate ReadOnlySpan<byte> DigestOfRow(int row);

    /// <summary>The identity of images whose hashes are known.</summary>
    internal static string Root(IEnumerable<(string Path, string Hash)> images)
    {
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, hash) in images)
        {
            total.AppendData(Encoding.UTF8.GetBytes($"{path}\0{hash}\n"));
        }

        return Convert.ToHexStringLower(total.GetHashAndReset());
    }

    /// <summary>SHA-256 over one <c>path label LF</c> for each entry in order: what a list says, however it is written.</summary>
    public static string OfLabels(ImageSet set)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in set.Entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry.Path} {entry.Label}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Of each row the first that names the same image; null where none is named twice.
    private static int[]? FirstRows(ImageSet set)
    {
        var rows = new Dictionary<string, int>(set.Entries.Count, StringComparer.Ordinal);
        var first = new int[set.Entries.Count];
        for (var row = 0; row < first.Length; row++)
        {
            first[row] = rows.TryAdd(set.Entries[row].Path, row) ? row : rows[set.Entries[row].Path];
        }

        return rows.Count == first.Length ? null : first;
    }

    private static void ThrowIfAny(ImageSet set, ConcurrentDictionary<int, ProblemException> failures)
    {
        var problems = new CappedProblems(set.ListPath, "unreadable images");
        var rows = failures.Keys.Order().ToList();
        foreach (var row in rows)
        {
            foreach (var problem in failures[row].Problems)
            {
                problems.Add(new Problem(set.PlaceOf(row), $"{set.Entries[row].Path}: {problem.What}", problem.Remedy));
            }
        }

        if (problems.Count > 0)
        {
            throw new ProblemException(failures[rows[0]].Kind, problems.ToList());
        }
    }
}

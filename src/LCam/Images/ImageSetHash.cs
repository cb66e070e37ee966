using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LCam.Problems;

namespace LCam.Images;

/// <summary>The identity of an image set's content: it moves when an image's bytes, a path or the order changes, and never when the folder does.</summary>
public static class ImageSetHash
{
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
        var hashes = new string?[set.Entries.Count];
        var failures = new ProblemException?[set.Entries.Count];
        var done = 0;
        Parallel.ForEach(
            firstRows.Values,
            new ParallelOptions { MaxDegreeOfParallelism = Workers.Count(workers), CancellationToken = cancellation },
            row =>
            {
                try
                {
                    hashes[row] = ContentHash.OfFile(set.PathOf(row), cache);
                }
                catch (ProblemException failure)
                {
                    failures[row] = failure;
                }

                progress?.Report(Interlocked.Increment(ref done));
            });
        ThrowIfAny(set, failures);

        return Root(set.Entries.Select(entry => (entry.Path, hashes[firstRows[entry.Path]]!)));
    }

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

    private static Dictionary<string, int> FirstRows(ImageSet set)
    {
        var rows = new Dictionary<string, int>(set.Entries.Count, StringComparer.Ordinal);
        for (var row = 0; row < set.Entries.Count; row++)
        {
            rows.TryAdd(set.Entries[row].Path, row);
        }

        return rows;
    }

    private static void ThrowIfAny(ImageSet set, ProblemException?[] failures)
    {
        var problems = new CappedProblems(set.ListPath, "unreadable images");
        for (var row = 0; row < failures.Length; row++)
        {
            foreach (var problem in failures[row]?.Problems ?? [])
            {
                problems.Add(new Problem(set.PlaceOf(row), $"{set.Entries[row].Path}: {problem.What}", problem.Remedy));
            }
        }

        if (problems.Count > 0)
        {
            throw new ProblemException(failures.First(failure => failure is not null)!.Kind, problems.ToList());
        }
    }
}

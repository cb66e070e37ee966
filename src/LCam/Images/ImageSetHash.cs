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
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ProblemException">Images cannot be read: the first 20 are named with their list lines, the rest counted.</exception>
    public static string Compute(ImageSet set, IContentHashCache? cache = null, int workers = 0, CancellationToken cancellation = default)
    {
        var firstRows = FirstRows(set);
        var hashes = new string?[set.Entries.Count];
        var failures = new ProblemException?[set.Entries.Count];
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
            });
        ThrowIfAny(set, failures);

        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in set.Entries)
        {
            total.AppendData(Encoding.UTF8.GetBytes($"{entry.Path}\0{hashes[firstRows[entry.Path]]}\n"));
        }

        return Convert.ToHexStringLower(total.GetHashAndReset());
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

using System.Text;
using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>Makes the lock of a data set with all processors. What is hashed stays in a file beside the lock until that is whole, so that a killed one goes on.</summary>
public static class DataLocker
{
    private const int LinesBetweenFlushes = 64;

    /// <summary>Where the hashes so far are.</summary>
    public static string PartialPath(string output) => output + ".partial";

    /// <summary>Hashes the images that neither a lock that is there already nor an interrupted run knows, and writes the lock.</summary>
    /// <param name="progress">Told how many images are done, from any thread.</param>
    /// <returns>The lock, and how many images were not read again.</returns>
    /// <exception cref="ProblemException">Images cannot be read or change meanwhile, or the lock cannot be written.</exception>
    public static (DataLock Lock, int Known) Lock(ImageSet set, string output, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var broken = set.Entries.Index().Where(entry => entry.Item.Path.AsSpan().ContainsAny('\n', '\r')).Select(entry => new Problem(set.PlaceOf(entry.Index), $"{entry.Item.Path}: a lock has no path with a line break")).Take(1).ToList();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, broken);
        var paths = set.Entries.DistinctBy(entry => entry.Path).ToList();
        var distinct = set with { Entries = paths };
        var earlier = Earlier(output);
        var partial = PartialPath(output);
        var known = ReadPartial(partial);
        var images = new LockedImage?[paths.Count];
        var failures = new ProblemException?[paths.Count];
        var (done, spared, gate) = (0, 0, new Lock());
        try
        {
            // Opened whole: a torn last line is written over by nothing and read by nobody.
            using (var writer = new StreamWriter(new FileStream(partial, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { NewLine = "\n" })
            {
                var lines = 0;
                writer.WriteLine();
                Parallel.For(0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, row =>
                {
                    try
                    {
                        var path = paths[row].Path;
                        var stamp = ContentHash.StampOf(distinct.PathOf(row));
                        var hash = stamp is null ? null
                            : known.TryGetValue(path, out var one) && one.Size == stamp.Size && one.ModifiedUtcTicks == stamp.ModifiedUtcTicks ? one.Sha256
                            : earlier?.Find(path, stamp.Size, stamp.ModifiedUtcTicks);
                        if (hash is not null)
                        {
                            Interlocked.Increment(ref spared);
                        }

                        images[row] = hash is null ? Hash(distinct.PathOf(row), path) : new LockedImage(path, stamp!.Size, stamp.ModifiedUtcTicks, hash);
                        if (hash is null)
                        {
                            lock (gate)
                            {
                                writer.WriteLine(images[row]!.ToLine());
                                if (++lines % LinesBetweenFlushes == 0)
                                {
                                    writer.Flush();
                                }
                            }
                        }
                    }
                    catch (ProblemException failure)
                    {
                        failures[row] = failure;
                    }

                    progress?.Report(Interlocked.Increment(ref done));
                });
            }

            ThrowIfAny(distinct, failures);
            var root = ImageSetHash.Root(paths.Select(entry => entry.Path).Zip(images, (path, image) => (path, image!.Sha256)));
            DataLock.Write(FileLinks.Target(output), root, images!);
            File.Delete(partial);
            return (DataLock.Read(output), spared);
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unwritable(partial, failure);
        }
    }

    private static LockedImage Hash(string file, string path)
    {
        var before = ContentHash.StampOf(file);
        var hash = ContentHash.OfFile(file);
        return before is not null && ContentHash.StampOf(file) == before
            ? new LockedImage(path, before.Size, before.ModifiedUtcTicks, hash)
            : throw new ProblemException(ProblemKind.InvalidInput, new Problem(file, "the file changed while it was read", "lock data that nothing writes to"));
    }

    private static DataLock? Earlier(string output)
    {
        try
        {
            return File.Exists(output) ? DataLock.Read(output) : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static Dictionary<string, LockedImage> ReadPartial(string partial)
    {
        try
        {
            return File.Exists(partial)
                ? DataFile.ReadLines(partial, 1L << 30, 1 << 16).Select(LockedImage.Parse).OfType<LockedImage>().GroupBy(image => image.Path, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal)
                : [];
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unreadable(partial, failure);
        }
    }

    private static void ThrowIfAny(ImageSet set, ProblemException?[] failures)
    {
        var problems = new CappedProblems(set.ListPath, "unreadable images");
        foreach (var (row, failure) in failures.Index())
        {
            foreach (var problem in failure?.Problems ?? [])
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

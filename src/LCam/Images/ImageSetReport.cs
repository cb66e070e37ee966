using LCam.Problems;

namespace LCam.Images;

/// <summary>What a list and its images hold.</summary>
public sealed record ImageSetReport
{
    /// <summary>Lines that name an image.</summary>
    public required int Images { get; init; }

    /// <summary>Lines whose image an earlier line names already.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Images that are listed with more than one label.</summary>
    public required int Contradictions { get; init; }

    /// <summary>Images by label; labels without images are left out.</summary>
    public required IReadOnlyDictionary<int, int> ImagesByLabel { get; init; }

    /// <summary>Counts what a list names; no image is looked at.</summary>
    public static ImageSetReport Of(IReadOnlyCollection<ImageListEntry> entries)
    {
        var labels = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        var contradicted = new HashSet<string>(StringComparer.Ordinal);
        var counts = new SortedDictionary<int, int>();
        foreach (var entry in entries)
        {
            counts[entry.Label] = counts.GetValueOrDefault(entry.Label) + 1;
            if (!labels.TryAdd(entry.Path, entry.Label) && labels[entry.Path] != entry.Label)
            {
                contradicted.Add(entry.Path);
            }
        }

        return new ImageSetReport
        {
            Images = entries.Count,
            Duplicates = entries.Count - labels.Count,
            Contradictions = contradicted.Count,
            ImagesByLabel = counts,
        };
    }

    /// <summary>Decodes every image of a set whose files are there.</summary>
    /// <param name="set">The images.</param>
    /// <param name="progress">Told the number of images decoded, from any thread.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <returns>The images that do not decode, the first 20 named and the rest counted; empty when all do.</returns>
    public static IReadOnlyList<Problem> CheckDecoding(ImageSet set, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var done = 0;
        var problems = new CappedProblems(set.ListPath, "broken images");
        var results = OrderedPrefetch.Run(Enumerable.Range(0, set.Entries.Count), Decode, Environment.ProcessorCount, 4 * Environment.ProcessorCount, cancellation);
        foreach (var problem in results.SelectMany(result => result))
        {
            problems.Add(problem);
        }

        return problems.ToList();

        IReadOnlyList<Problem> Decode(int row)
        {
            try
            {
                ImageDecoder.Decode(set.PathOf(row));
                return [];
            }
            catch (ProblemException failure)
            {
                return [.. failure.Problems.Select(problem => new Problem(set.PlaceOf(row), $"{set.Entries[row].Path}: {problem.What}", problem.Remedy))];
            }
            finally
            {
                progress?.Report(Interlocked.Increment(ref done));
            }
        }
    }
}

using LCam.Files;
using LCam.Problems;

namespace LCam.Shapes;

/// <summary>
/// The embedded data set: photo-like scenes with one labelled shape each, drawn from a seed, so that the whole method
/// can be tried without any download. A class is an outline and a pattern; colours, size, place and background say
/// nothing about it.
/// </summary>
public static class ShapesDataSet
{
    /// <summary>
    /// Makes the data set: <c>train/00001.png</c> and on, <c>evaluation/</c>, grey masks of the objects (255 on the object,
    /// else 0) under the same names in <c>masks/</c>, the lists <c>train.txt</c> and <c>evaluation.txt</c>, and
    /// <c>dataset.json</c>. The same options give the same files. A folder that already holds this data set is left alone.
    /// </summary>
    /// <param name="options">What determines the files.</param>
    /// <param name="folder">Where; it appears whole or not at all.</param>
    /// <param name="progress">Told the number of scenes finished, from any thread.</param>
    /// <param name="cancellation">Leaves nothing behind.</param>
    /// <exception cref="ProblemException">An option is out of range, the folder holds something else, or it cannot be written.</exception>
    public static ShapesResult Make(ShapesOptions options, string folder, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            return ShapesFolder.Existing(folder, options) is { } manifest
                ? new ShapesResult(manifest, Created: false)
                : Create(options, folder, progress, cancellation);
        }
        catch (AggregateException failure) when (Unwrap(failure) is ProblemException problem)
        {
            throw new ProblemException(problem.Kind, problem.Problems, failure);
        }
        catch (Exception failure) when (Unwrap(failure) is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(folder, $"the data set cannot be written: {Unwrap(failure).Message.TrimEnd('.')}"), failure);
        }
    }

    /// <summary>The names of the first classes; the place is the label.</summary>
    /// <param name="classes">At most <see cref="ShapesOptions.MostClasses"/>.</param>
    public static IReadOnlyList<string> ClassNames(int classes) =>
        [.. Enum.GetNames<ShapeKind>().Take(classes).Select(name => name.ToLowerInvariant())];

    /// <summary>The class names of the shapes data set in a folder; null when there is none.</summary>
    public static IReadOnlyList<string>? ClassNamesIn(string folder)
    {
        try
        {
            return ShapesFolder.ReadManifest(folder) is { Kind: ShapesManifest.KindName } manifest ? manifest.Classes : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ShapesResult Create(ShapesOptions options, string folder, IProgress<int>? progress, CancellationToken cancellation)
    {
        AsideName.RemoveDead(folder);
        var aside = AsideName.For(folder);
        try
        {
            Directory.CreateDirectory(aside);
            ShapesWriter.Write(options, aside, progress, cancellation);
            var manifest = ShapesFolder.Describe(aside, options);
            ShapesFolder.WriteManifest(aside, manifest);
            Place(aside, folder);
            return new ShapesResult(manifest, Created: true);
        }
        catch (IOException) when (ShapesFolder.Existing(folder, options) is not null)
        {
            // Another process was making the same, and was first.
            return new ShapesResult(ShapesFolder.Existing(folder, options)!, Created: false);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static void Place(string aside, string folder)
    {
        if (Directory.Exists(folder))
        {
            // Empty, as was checked: a rename does not replace it.
            Directory.Delete(folder);
        }

        Directory.Move(aside, folder);

        // An input that can be made again: a file that a power cut took is found by the hash over all of them.
        DurableFolder.Flush(Path.GetDirectoryName(folder)!);
    }

    // Images written in parallel fail with an aggregate of what each thread met.
    private static Exception Unwrap(Exception failure) => failure is AggregateException { InnerException: { } inner } ? inner : failure;
}

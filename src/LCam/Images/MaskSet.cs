using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// The object masks that belong to an image set: under the image's own relative name, or its stem with <c>.png</c>; the
/// latter alone where they lie beside the images.
/// </summary>
public static class MaskSet
{
    private const string Extension = ".png";

    /// <summary>The masks, in the images' order and with their lines; whether they are there is not looked at beyond finding their names.</summary>
    /// <exception cref="ProblemException">Masks are missing: the first 20 are named with their images' list lines, the rest counted.</exception>
    public static ImageSet Of(string folder, ImageSet images)
    {
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(folder, "there is no such folder of masks"));
        }

        var problems = new CappedProblems(images.ListPath, "missing masks");
        var entries = new ImageListEntry[images.Entries.Count];
        for (var row = 0; row < entries.Length; row++)
        {
            var image = images.Entries[row];
            var stem = Path.ChangeExtension(image.Path, Extension);
            var name = NameOf(folder, image.Path, images.Folder);
            if (name is null)
            {
                var names = stem == image.Path ? image.Path : folder == images.Folder ? stem : $"{image.Path} or {stem}";
                problems.Add(new Problem(images.PlaceOf(row), $"{image.Path}: its mask is missing: the masks' folder {folder} has no {names}"));
            }

            entries[row] = image with { Path = name ?? image.Path };
        }

        ProblemException.ThrowIfAny(ProblemKind.DataMissing, problems.ToList());
        return new ImageSet(folder, images.ListPath, entries);
    }

    /// <summary>The relative name of an image's mask; null where there is none.</summary>
    /// <param name="images">The images' folder: no image is its own mask.</param>
    public static string? NameOf(string folder, string image, string images)
    {
        var stem = Path.ChangeExtension(image, Extension);
        return folder != images && IsThere(image) ? image
            : (folder != images || stem != image) && IsThere(stem) ? stem
            : null;

        bool IsThere(string name) => FileIdentity.Of(Path.Combine(folder, name)) is { Kind: not FileKind.Folder };
    }

    /// <summary>What is wrong with masks: each is a PNG of its image's size whose pixels are what the rule speaks of.</summary>
    /// <param name="masks">From <see cref="Of"/>.</param>
    /// <returns>The first 20 by list line, the rest counted; empty when all is right.</returns>
    public static IReadOnlyList<Problem> Check(ImageSet images, ImageSet masks, MaskRule rule, CancellationToken cancellation = default)
    {
        var wrong = new Problem?[images.Entries.Count];
        Parallel.For(0, wrong.Length, new ParallelOptions { MaxDegreeOfParallelism = Workers.Count(0), CancellationToken = cancellation }, row =>
        {
            try
            {
                wrong[row] = SizeProblem(masks.PathOf(row), MaskFile.Check(masks.PathOf(row), rule), ImageDecoder.SizeOf(images.PathOf(row)));
            }
            catch (ProblemException failure)
            {
                wrong[row] = failure.Problems[0];
            }
        });
        var problems = new CappedProblems(images.ListPath, "unusable masks");
        for (var row = 0; row < wrong.Length; row++)
        {
            if (wrong[row] is { } problem)
            {
                problems.Add(problem with { Where = images.PlaceOf(row), What = $"{images.Entries[row].Path}: {problem.What}, in {problem.Where}" });
            }
        }

        return problems.ToList();
    }

    /// <summary>What is wrong with a mask's size; null when it is its image's.</summary>
    public static Problem? SizeProblem(string mask, (int Width, int Height) found, (int Width, int Height) image) => found == image
        ? null
        : new Problem(
            mask,
            FormattableString.Invariant($"the mask has {found.Width}x{found.Height} pixels, its image {image.Width}x{image.Height}"),
            "a mask has its image's size, before anything is resized");
}

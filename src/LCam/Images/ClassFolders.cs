using System.IO.Enumeration;
using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// A folder of class folders, read as torchvision's <c>ImageFolder</c> reads it: each folder in it is a class, numbered in
/// the order of their names by code point; its images lie at any depth, and are ordered by their folders' paths, then names.
/// </summary>
internal static class ClassFolders
{
    // What ImageFolder takes for an image and lcam does not read: left out, it would silently be another data set.
    private static readonly string[] Unreadable = [".ppm", ".pgm", ".tif", ".tiff"];
    private static readonly string[] Readable = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The classes' names; the place is the label. No image is looked for.</summary>
    /// <exception cref="ProblemException">The folder is missing, cannot be read, or has no folder in it.</exception>
    internal static IReadOnlyList<string> Names(string root) => Guarded(root, () =>
    {
        string[] names = [.. List(root).Where(entry => entry.IsFolder).Select(entry => entry.Name).Order(CodePointOrder.Instance)];
        return names.Length > 0 ? names : throw Wrong(root, "has no class folders", "put each class's images into a folder of its own, or give a list");
    });

    /// <summary>Every image with its class.</summary>
    /// <param name="masksBeside">A PNG beside another image of the same stem is that image's mask, and no image.</param>
    /// <exception cref="ProblemException">As for <see cref="Names"/>; or classes have no image, or images are of a kind that is not read.</exception>
    internal static IReadOnlyList<ImageListEntry> Read(string root, bool masksBeside) => Guarded(root, () =>
    {
        var (entries, problems) = (new List<ImageListEntry>(), new CappedProblems(root, "class folders that cannot be used"));
        foreach (var (label, name) in Names(root).Index())
        {
            var before = entries.Count;
            var unreadable = new List<string>();
            foreach (var (folder, files) in Walk(root, name).OrderBy(pair => pair.Folder, CodePointOrder.Instance))
            {
                var masks = masksBeside ? Masks(files) : [];
                entries.AddRange(files.Where(file => Ends(file, Readable) && !masks.Contains(file)).Order(CodePointOrder.Instance).Select(file => new ImageListEntry($"{folder}/{file}", label, 0)));
                unreadable.AddRange(files.Where(file => Ends(file, Unreadable)).Select(file => $"{folder}/{file}"));
            }

            if (unreadable.Count > 0)
            {
                problems.Add(new Problem(
                    root,
                    FormattableString.Invariant($"the class folder {name} has {unreadable.Count} images of a kind that lcam does not read, such as {unreadable.Min(CodePointOrder.Instance)}"),
                    "convert them to PNG"));
            }
            else if (entries.Count == before)
            {
                problems.Add(new Problem(root, $"the class folder {name} has no image", $"put images into it ({string.Join(", ", Readable)}), or take it away"));
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems.ToList());
        return entries;
    });

    /// <summary>The name of the mask beside an image; it may not be there.</summary>
    internal static string MaskOf(string image) => Path.ChangeExtension(image, ".png");

    private static HashSet<string> Masks(IReadOnlyList<string> files) =>
        [.. files.Where(file => Ends(file, Readable)).Select(file => (File: file, Mask: MaskOf(file))).Where(pair => pair.File != pair.Mask).Select(pair => pair.Mask)];

    // Links are followed, as ImageFolder follows them; one that leads back to a folder above it has no end.
    private static IEnumerable<(string Folder, IReadOnlyList<string> Files)> Walk(string root, string name)
    {
        var waiting = new Stack<(string Folder, IReadOnlyList<FileIdentity> Above)>([(name, [])]);
        while (waiting.TryPop(out var next))
        {
            var full = Path.Combine(root, next.Folder);
            var identity = FileIdentity.Of(full);
            if (identity is not null && next.Above.Contains(identity))
            {
                throw Wrong(full, "this link leads back to a folder above it", "take it away");
            }

            IReadOnlyList<FileIdentity> path = identity is null ? next.Above : [.. next.Above, identity];
            var files = new List<string>();
            foreach (var (entry, isFolder) in List(full))
            {
                if (isFolder)
                {
                    waiting.Push(($"{next.Folder}/{entry}", path));
                }
                else
                {
                    files.Add(entry);
                }
            }

            yield return (next.Folder, files);
        }
    }

    private static FileSystemEnumerable<(string Name, bool IsFolder)> List(string folder) =>
        new(folder, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), Everything);

    private static bool Ends(string file, string[] extensions) => extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static T Guarded<T>(string root, Func<T> read)
    {
        if (!Directory.Exists(root))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(root, "there is no such image folder"));
        }

        try
        {
            return read();
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(root, $"the folder cannot be read: {failure.Message}"), failure);
        }
    }

    private static ProblemException Wrong(string where, string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(where, what, remedy));
}

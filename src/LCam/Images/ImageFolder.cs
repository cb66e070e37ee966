using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>Finds the pictures under a folder.</summary>
public static class ImageFolder
{
    /// <summary>The names' ends of what <see cref="ImageDecoder"/> reads.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"];

    /// <summary>
    /// Every regular file whose name has one of the <see cref="Extensions"/>, upper or lower case, in the folder and those
    /// below it, ordered by the paths' code units. Links are followed, but each real folder is visited once: under its own
    /// name where it has one below the folder, else under the first link's. Nothing is opened.
    /// </summary>
    /// <exception cref="ProblemException">The folder is missing, cannot be read, or holds no picture.</exception>
    public static ImageFolderContent Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(folder, "there is no such image folder"));
        }

        try
        {
            var (paths, skipped, notRegular) = (new List<string>(), new SortedDictionary<string, int>(StringComparer.Ordinal), new List<string>());
            foreach (var (path, kind) in Files(folder))
            {
                var extension = Path.GetExtension(path).ToLowerInvariant();
                if (kind != FileKind.Regular)
                {
                    notRegular.Add($"{path} ({(kind is { } other ? DataFile.Word(other) : "link to nothing")})");
                }
                else if (Extensions.Contains(extension))
                {
                    paths.Add(path);
                }
                else
                {
                    skipped[extension] = skipped.GetValueOrDefault(extension) + 1;
                }
            }

            paths.Sort(StringComparer.Ordinal);
            notRegular.Sort(StringComparer.Ordinal);
            var content = new ImageFolderContent(new ImageSet(folder, folder, [.. paths.Select(path => new ImageListEntry(path, 0, 0))]), skipped, notRegular);
            return paths.Count > 0
                ? content
                : throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, $"holds no image file ({string.Join(", ", Extensions)})", content.SkippedText));
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, $"the folder cannot be read: {failure.Message}"), failure);
        }
    }

    // Links wait until all real folders are seen, so that a folder's own name wins, whatever the order of the names.
    private static IEnumerable<(string Path, FileKind? Kind)> Files(string root)
    {
        var seen = new HashSet<(ulong Device, ulong Inode)>();
        var (folders, links) = (new Stack<string>([""]), new SortedSet<string>(StringComparer.Ordinal));
        while (folders.Count > 0 || links.Count > 0)
        {
            if (!folders.TryPop(out var folder))
            {
                folder = links.Min!;
                links.Remove(folder);
            }

            var identity = FileIdentity.Of(Path.Combine(root, folder));
            if (identity is null || !seen.Add((identity.Device, identity.Inode)))
            {
                continue;
            }

            foreach (var name in Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)).Select(Path.GetFileName))
            {
                var path = folder.Length == 0 ? name! : $"{folder}/{name}";
                var full = Path.Combine(root, path);
                var kind = FileIdentity.OfLink(full)?.Kind;
                var isLink = kind == FileKind.Link;
                kind = isLink ? FileIdentity.Of(full)?.Kind : kind;
                if (kind != FileKind.Folder)
                {
                    yield return (path, kind);
                }
                else if (isLink)
                {
                    links.Add(path);
                }
                else
                {
                    folders.Push(path);
                }
            }
        }
    }
}

using LCam.Problems;

namespace LCam.Images;

/// <summary>Finds the image files under a folder.</summary>
public static class ImageFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <summary>
    /// Every file whose name ends in <c>.jpg</c>, <c>.jpeg</c> or <c>.png</c>, upper or lower case, in the folder and those
    /// below it, ordered by the paths' code units. Their labels and line numbers are 0.
    /// </summary>
    /// <exception cref="ProblemException">The folder is missing, cannot be read, or holds no image.</exception>
    public static ImageSet Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(folder, "there is no such image folder"));
        }

        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 };
            ImageListEntry[] entries =
            [
                .. Directory.EnumerateFiles(folder, "*", options)
                    .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                    .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
                    .Order(StringComparer.Ordinal)
                    .Select(path => new ImageListEntry(path, 0, 0)),
            ];
            return entries.Length > 0
                ? new ImageSet(folder, folder, entries)
                : throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, $"holds no image file ({string.Join(", ", Extensions)})"));
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, $"the folder cannot be read: {failure.Message}"), failure);
        }
    }
}

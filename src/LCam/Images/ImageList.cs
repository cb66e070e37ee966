using System.Text;
using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// Reads and writes image lists: one image a line, <c>relative/path.JPEG label</c> or <c>path;label</c>. A name without
/// an extension gets <c>.jpg</c>; of several labels the first counts; blank lines and Windows line ends are tolerated,
/// an image may be listed more than once, and <c>./a.png</c> and <c>b/../a.png</c> are <c>a.png</c>.
/// </summary>
public static class ImageList
{
    /// <summary>Larger files are refused: a list of every image of ImageNet has 50 MB.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>Longer lines are refused: no path is so long.</summary>
    public const int MaxLine = 1 << 16;

    /// <summary>The list's entries in file order.</summary>
    /// <param name="path">The list file, UTF-8.</param>
    /// <param name="classes">The number of classes, when labels are to be checked against it.</param>
    /// <exception cref="ProblemException">The file is missing or has no entry, or lines are wrong: the first 20 of them are named, the rest counted.</exception>
    public static IReadOnlyList<ImageListEntry> Read(string path, int? classes = null)
    {
        var entries = new List<ImageListEntry>();
        var problems = new CappedProblems(path, "bad lines");
        var number = 0;
        if (Directory.Exists(path))
        {
            throw ImageFile.Unreadable(path, new IOException());
        }

        try
        {
            foreach (var line in DataFile.ReadLines(path, MaxBytes, MaxLine))
            {
                number++;
                var text = line.AsSpan().Trim();
                if (text.IsEmpty)
                {
                    continue;
                }

                if (ImageListLine.Parse(text, classes, out var image, out var label) is { } wrong)
                {
                    problems.Add(new Problem(FormattableString.Invariant($"{path}:{number}"), wrong));
                }
                else
                {
                    entries.Add(new ImageListEntry(image, label, number));
                }
            }
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unreadable(path, failure);
        }

        if (entries.Count == 0 && problems.Count == 0)
        {
            problems.Add(new Problem(path, "the list has no images", "write one 'path label' a line"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems.ToList());
        return entries;
    }

    /// <summary>How many entries name an image that an earlier entry names already.</summary>
    public static int CountDuplicates(IReadOnlyCollection<ImageListEntry> entries) =>
        entries.Count - entries.Select(entry => entry.Path).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Writes <c>path label</c> lines (<c>path;label</c> where the path has a space), replacing the file. Line numbers of the entries are not looked at.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<ImageListEntry> entries)
    {
        try
        {
            using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            foreach (var entry in entries)
            {
                writer.WriteLine(ImageListLine.Format(entry.Path, entry.Label));
            }
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unwritable(path, failure);
        }
    }
}

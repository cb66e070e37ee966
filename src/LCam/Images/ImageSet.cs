using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>An image folder and the list that says which of its images are used, in which order, with which label.</summary>
/// <param name="Folder">What the entries' paths are relative to.</param>
/// <param name="ListPath">The list file: error messages point into it. The folder where there is no list.</param>
/// <param name="Entries">The rows. A row is an index into this list.</param>
public sealed record ImageSet(string Folder, string ListPath, IReadOnlyList<ImageListEntry> Entries)
{
    /// <summary>Reads the list, or finds the images where the text is of <see cref="FolderLabels"/>; no image is opened.</summary>
    /// <exception cref="ProblemException">As <see cref="ImageList.Read"/> or <see cref="FolderLabels.Read"/>.</exception>
    public static ImageSet Read(string folder, string listPath, int? classes = null) => FolderLabels.Parse(listPath) is { } labels
        ? labels.Read(folder, classes)
        : new(folder, listPath, ImageList.Read(listPath, classes));

    /// <summary>The list's first images alone; all of them where there is no limit.</summary>
    public ImageSet First(int? limit) => limit is { } count ? this with { Entries = [.. Entries.Take(count)] } : this;

    /// <summary>The row's image file.</summary>
    public string PathOf(int row) => Path.Combine(Folder, Entries[row].Path);

    /// <summary>The row's line in the list, <c>list.txt:17</c>; the list alone when the row is of no line.</summary>
    public string PlaceOf(int row) => Entries[row].Line > 0 ? FormattableString.Invariant($"{ListPath}:{Entries[row].Line}") : ListPath;

    /// <summary>Looks whether every image is there and a regular file, without decoding any.</summary>
    /// <param name="workers">Parallel look-ups; 0 for the number of processors.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <returns>Those that are not, in list order, the first 20 named and the rest counted; empty when all are.</returns>
    public IReadOnlyList<Problem> Check(int workers = 0, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(Folder))
        {
            return [new Problem(Folder, "there is no such image folder")];
        }

        var kinds = new FileKind?[Entries.Count];
        Parallel.For(
            0,
            Entries.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Workers.Count(workers), CancellationToken = cancellation },
            row => kinds[row] = FileIdentity.Of(PathOf(row))?.Kind);
        var problems = new CappedProblems(ListPath, "missing images");
        for (var row = 0; row < kinds.Length; row++)
        {
            if (kinds[row] is null)
            {
                problems.Add(new Problem(PlaceOf(row), $"{Entries[row].Path}: there is no such file in {Folder}"));
            }
            else if (kinds[row] is { } kind and not FileKind.Regular)
            {
                problems.Add(new Problem(PlaceOf(row), $"{Entries[row].Path}: expected a regular file in {Folder}, found a {DataFile.Word(kind)}"));
            }
        }

        return problems.ToList();
    }
}

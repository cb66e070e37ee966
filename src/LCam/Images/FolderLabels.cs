using System.Globalization;
using System.Text.RegularExpressions;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// Stands where a list's path may stand, and says that the images' folders are their labels. Its text is what orders and
/// provenance keep: the images are found anew from it, and known by content as those of any list.
/// </summary>
/// <param name="MasksBeside">Object masks lie beside the images, and are no images.</param>
/// <param name="Split">The part that is meant; null for all images.</param>
public sealed partial record FolderLabels(bool MasksBeside = false, FolderSplit? Split = null)
{
    /// <summary>The text without a split; every text starts so. No list can: it is known by its absolute path.</summary>
    public const string Text = "labels:folders";

    /// <summary>What a text says; null where it is the path of a list.</summary>
    public static FolderLabels? Parse(string list)
    {
        if (Pattern().Match(list) is not { Success: true } match)
        {
            return null;
        }

        var (share, seed) = (0.0, 0L);
        var isWhole = !match.Groups["part"].Success;
        return isWhole || (double.TryParse(match.Groups["share"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out share) && share is > 0 and < 1
            && long.TryParse(match.Groups["seed"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out seed))
            ? new FolderLabels(match.Groups["masks"].Success, isWhole ? null : new FolderSplit(share, seed, match.Groups["part"].Value == "evaluation"))
            : null;
    }

    /// <summary>Whether the text stands for labels by folders.</summary>
    public static bool Is(string? list) => list is not null && Parse(list) is not null;

    /// <summary>The names of the classes in a folder of class folders; the place is the label.</summary>
    /// <exception cref="ProblemException">It is missing, cannot be read, or has no folder in it.</exception>
    public static IReadOnlyList<string> ClassNames(string folder) => ClassFolders.Names(folder);

    /// <summary>The images of a folder of class folders.</summary>
    /// <param name="classes">The number of classes, when there must be so many folders.</param>
    /// <exception cref="ProblemException">The folder is not as it has to be, or has no image of the part.</exception>
    public ImageSet Read(string folder, int? classes = null)
    {
        var names = ClassFolders.Names(folder);
        if (classes is { } count && count != names.Count)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, FormattableString.Invariant($"expected {count} class folders, found {names.Count}")));
        }

        var entries = ClassFolders.Read(folder, MasksBeside);
        if (Split is { } split)
        {
            entries = [.. entries.Where(entry => split.Has(entry.Path))];
            if (entries.Count == 0)
            {
                throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                    folder, $"the split leaves no image to {(split.IsEvaluation ? "evaluate" : "train")} on", "choose another share or seed"));
            }
        }

        return new ImageSet(folder, folder, entries);
    }

    public override string ToString()
    {
        var masks = MasksBeside ? " masks=beside" : "";
        return Split is not { } split
            ? $"{Text}{masks}"
            : string.Create(CultureInfo.InvariantCulture, $"{Text}{masks} part={(split.IsEvaluation ? "evaluation" : "train")} share={split.Share:R} seed={split.Seed}");
    }

    [GeneratedRegex(@"^labels:folders(?<masks> masks=beside)?( part=(?<part>train|evaluation) share=(?<share>[0-9.eE+-]{1,32}) seed=(?<seed>[0-9]{1,19}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

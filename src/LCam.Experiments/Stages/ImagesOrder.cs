using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Stages;

/// <summary>An image folder, a list of some of its images, and the pixels to take from each.</summary>
/// <param name="Folder">Absolute path that the list's paths are relative to.</param>
/// <param name="List">Absolute path of the list, or the text of <see cref="FolderLabels"/>.</param>
/// <param name="InputSize">Short side after resizing, in pixels.</param>
/// <param name="CropSize">Side of the square crop, in pixels.</param>
/// <param name="Limit">Take the list's first so many lines; null is all.</param>
/// <param name="Masks">Folder of object masks under the images' names; null where there are none.</param>
/// <param name="MaskValues">Which pixels of a mask are the object, separated by spaces as <see cref="LCam.Images.MaskRule.Parse"/> reads them; null for all but 0.</param>
/// <param name="MaskIgnore">The value of a mask's pixels that do not count; null where all do.</param>
/// <param name="Names">File of the classes' names; null where there is none.</param>
public sealed record ImagesOrder(
    string Folder, string List, int InputSize, int CropSize, int? Limit = null, string? Masks = null, string? MaskValues = null, int? MaskIgnore = null, string? Names = null)
{
    /// <summary>Which pixels of a mask are the object.</summary>
    public MaskRule MaskRule() => LCam.Images.MaskRule.Parse(MaskValues?.Split(' ') ?? [], MaskIgnore);

    /// <summary>What the classes are called; null where that is not known, or no longer.</summary>
    public IReadOnlyList<string>? ClassNames()
    {
        try
        {
            return Names is { } file ? ClassNameFile.Read(file, null)
                : FolderLabels.Is(List) ? FolderLabels.ClassNames(Folder)
                : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}

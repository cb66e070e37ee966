using System.Globalization;
using LCam.Experiments.Galleries;
using LCam.Experiments.Results;

namespace LCam.Reporting.Galleries;

/// <summary>What a gallery's pages say of it in words.</summary>
internal static class GalleryWords
{
    /// <summary>How images were chosen.</summary>
    public static string Choice(Gallery gallery) => gallery.Images.Count == 0
        ? "No image is shown."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{gallery.Images.Count} of {gallery.Available} images. For each network in turn comes the image on which the models trained with the L-CAM loss lose most confidence, one on which they lose least or gain most, one on which the methods' drops differ most (controls not counted) and one drawn at random (seed {gallery.Options.Seed}), until there are enough. The scores are those with {Pages.Words.Kept(gallery.Percentage)} of the map.");

    /// <summary>The heading above the images that came in for a reason.</summary>
    public static string Heading(ImageReason why) => why switch
    {
        ImageReason.Worst => "Where the L-CAM models lose most",
        ImageReason.Best => "Where the L-CAM models lose least",
        ImageReason.Disagreement => "Where methods disagree most",
        _ => "Drawn at random",
    };

    /// <summary>Why an image was chosen.</summary>
    public static string Reason(ChosenReason reason) => reason.Why switch
    {
        ImageReason.Worst => $"{Place(reason, "worst")}: {Change(reason.Value)} on average",
        ImageReason.Best => $"{Place(reason, "best")}: {Change(reason.Value)} on average",
        ImageReason.Disagreement => string.Create(
            CultureInfo.InvariantCulture, $"{Place(reason, "most disputed")}: drops have a standard deviation of {reason.Value:F1} points"),
        _ => $"drawn for {reason.Network}",
    };

    /// <summary>A class by its name, where it has one.</summary>
    public static string Class(int index, string? name) =>
        name is null ? string.Create(CultureInfo.InvariantCulture, $"class {index}") : string.Create(CultureInfo.InvariantCulture, $"class {index} ({name})");

    /// <summary>A confidence; NaN is told as such.</summary>
    public static string Confidence(double value) => double.IsNaN(value) ? "no number" : value.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>A drop in percent.</summary>
    public static string Drop(double value) => double.IsNaN(value) ? "no number" : string.Create(CultureInfo.InvariantCulture, $"{value:F1}\u00a0%");

    /// <summary>The heading above rows of a kind.</summary>
    public static string Kind(RowKind kind) => kind switch
    {
        RowKind.Trained => "Trained attention",
        RowKind.Compared => "Other methods",
        _ => "Controls",
    };

    /// <summary>Whether the models still give what is stored.</summary>
    public static string? Check(Gallery gallery)
    {
        var (count, largest) = gallery.Recomputed;
        if (count == 0)
        {
            return null;
        }

        var numbers = string.Create(CultureInfo.InvariantCulture, $"{count} confidences were worked out anew for comparison");
        return largest <= Gallery.Tolerance
            ? string.Create(CultureInfo.InvariantCulture, $"{numbers}; each is the stored one within {Gallery.Tolerance}.")
            : string.Create(CultureInfo.InvariantCulture, $"{numbers}; some are not the stored ones (by up to {largest:F3}), which those images' pages tell.");
    }

    private static string Place(ChosenReason reason, string what) => string.Create(
        CultureInfo.InvariantCulture, $"{(reason.Place == 1 ? "" : $"{Ordinal(reason.Place)} ")}{what} of {reason.Network}");

    private static string Change(double loss) => loss >= 0
        ? string.Create(CultureInfo.InvariantCulture, $"{loss:F1}\u00a0% of the confidence lost")
        : string.Create(CultureInfo.InvariantCulture, $"{-loss:F1}\u00a0% gained");

    private static string Ordinal(int place) => string.Create(
        CultureInfo.InvariantCulture, $"{place}{(place % 100 is >= 11 and <= 13 ? "th" : (place % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");
}

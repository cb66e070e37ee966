using LCam.Evaluation;

namespace LCam.Reporting.Contents;

/// <summary>How one image's confidence changed when it was masked by its own map.</summary>
public static class ImageDrop
{
    /// <summary>
    /// Its part in average drop: 100 x max(0, Y - O) / Y, in percent (paper section 4). NaN where the masked confidence
    /// is, null where the image was not measured at that percentage.
    /// </summary>
    public static double? Of(ImageScore score, double percentage) => At(score, percentage) is { } masked
        ? ConfidenceScores.AverageDrop([score.Confidence], [masked.Confidence])
        : null;

    /// <summary>The change with its sign: 100 x (Y - O) / Y; below 0 the confidence rose, which counts as 0 in average drop.</summary>
    public static double? Change(ImageScore score, double percentage) =>
        At(score, percentage) is { } masked ? 100 * (score.Confidence - masked.Confidence) / score.Confidence : null;

    /// <summary>What was measured of an image at a percentage; null where nothing was.</summary>
    public static MaskedScore? At(ImageScore score, double percentage) => score.Masked.FirstOrDefault(masked => masked.Percentage.Equals(percentage));
}

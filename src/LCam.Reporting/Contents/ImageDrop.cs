using LCam.Evaluation;

namespace LCam.Reporting.Contents;

/// <summary>One image's part in average drop: 100 x max(0, Y - O) / Y, in percent (paper section 4).</summary>
public static class ImageDrop
{
    /// <summary>The drop; NaN where the masked confidence is, null where the image was not measured at that percentage.</summary>
    public static double? Of(ImageScore score, double percentage) => At(score, percentage) is { } masked
        ? ConfidenceScores.AverageDrop([score.Confidence], [masked.Confidence])
        : null;

    /// <summary>What was measured of an image at a percentage; null where nothing was.</summary>
    public static MaskedScore? At(ImageScore score, double percentage) => score.Masked.FirstOrDefault(masked => masked.Percentage.Equals(percentage));
}

namespace LCam.Measures;

/// <summary>
/// The measures of the paper: of the confidences and ranks, before and after masking, that every evaluation stores, so that
/// they cost nothing and can be had of any run.
/// </summary>
internal static class ConfidenceMeasures
{
    private const string Paper = "Gkartzonika et al. 2022 (L-CAM), section 4; code: bmezaris/L-CAM, utils/Metrics.py";

    internal static MeasureRegistration AverageDrop { get; } = new()
    {
        Id = "average-drop",
        Name = "AD",
        Caption = "average drop (%, lower is better), relative, over all images",
        Direction = MeasureDirection.LowerIsBetter,
        Definition = "The explained class's softmax probability is Y for the image and O for the image in [0,1] times its muted "
            + "map, then normalised. The value is max(0, Y - O) / Y, the aggregate its mean over all images.",
        Undefined = "Nowhere; a map of NaN makes the mean NaN.",
        Source = "Chattopadhay et al. 2018 (Grad-CAM++); " + Paper,
        OfSummary = summary => summary.AverageDrop,
        ShownByDefault = true,
    };

    internal static MeasureRegistration IncreaseInConfidence { get; } = new()
    {
        Id = "increase-in-confidence",
        Name = "IC",
        Caption = "increase in confidence (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "The share of images with O above Y, strictly; Y and O are those of the average drop.",
        Undefined = "Nowhere; a map of NaN counts as no increase.",
        Source = "Chattopadhay et al. 2018 (Grad-CAM++); " + Paper,
        OfSummary = summary => summary.IncreaseInConfidence,
        ShownByDefault = true,
    };

    internal static MeasureRegistration Top1 { get; } = new()
    {
        Id = "top-1",
        Name = "Top-1",
        Caption = "images whose masked version has the list's label first (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "The share of images for which no class scores above the list's label once the image is masked by its muted "
            + "map. Of equal scores the class of the lower index is above.",
        Undefined = "Nowhere; a map of NaN counts as a miss.",
        Source = Paper,
        OfSummary = summary => summary.Top1After,
    };

    internal static MeasureRegistration Top5 { get; } = new()
    {
        Id = "top-5",
        Name = "Top-5",
        Caption = "images whose masked version has the list's label among the first five (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "As top-1, with at most four classes above the label.",
        Undefined = "Nowhere; a map of NaN counts as a miss where there are more than five classes.",
        Source = Paper,
        OfSummary = summary => summary.Top5After,
    };
}

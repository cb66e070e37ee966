using LCam.Experiments.Specs;
using LCam.Images;
using LCam.Visuals;

namespace LCam.Experiments.Explaining;

/// <summary>An explanation as pictures of many images: the contact sheet to look at, and the figure to print.</summary>
internal static class ExplainPictures
{
    /// <summary>The most captions that a cell has.</summary>
    public const int Captions = 2;

    private const string ImageTitle = "Image";

    /// <summary>The contact sheet: images by their files' names, columns with all that tells them apart.</summary>
    /// <param name="images">What came of the plan's images.</param>
    /// <param name="overlays">Each image's, in the order of the columns.</param>
    public static Figure ContactSheet(ExplainPlan plan, IReadOnlyList<ImageExplanation> images, IReadOnlyList<IReadOnlyList<RgbImage>> overlays) => Of(
        plan, images, overlays, column => column.Detail, image => [image.Name, FormattableString.Invariant($"{image.Explained.Class} {image.Explained.Name}").TrimEnd()]);

    /// <summary>The figure: images by their classes, columns by their names in tables.</summary>
    /// <param name="images">What came of the plan's images.</param>
    /// <param name="overlays">Each image's, in the order of the columns.</param>
    public static Figure Figure(ExplainPlan plan, IReadOnlyList<ImageExplanation> images, IReadOnlyList<IReadOnlyList<RgbImage>> overlays)
    {
        var titles = plan.Columns.CountBy(column => column.Title).ToDictionary();
        return Of(plan, images, overlays, Detail, image => [image.Explained.Name ?? FormattableString.Invariant($"class {image.Explained.Class}")]);

        // What a model was trained with is in the paper's text, unless two columns differ in it alone.
        string Detail(ExplainColumn column) => column.Registration.NeedsModel && titles[column.Title] == 1 ? "" : column.Detail;
    }

    private static Figure Of(
        ExplainPlan plan,
        IReadOnlyList<ImageExplanation> images,
        IReadOnlyList<IReadOnlyList<RgbImage>> overlays,
        Func<ExplainColumn, string> detail,
        Func<ImageExplanation, IReadOnlyList<string>> captions) => new(
            [new FigureColumn(ImageTitle), .. plan.Columns.Select(column => new FigureColumn(column.Title, detail(column)))],
            [.. images.Zip(plan.Images, overlays).Select(row => Row(row.First, row.Second.Crop, row.Third, captions(row.First)))],
            plan.Colours,
            $"Confidence in the class before → after the image is multiplied by its map, of which {PercentageNames.Kept(plan.Percentage)} is kept.");

    private static IReadOnlyList<FigureCell> Row(ImageExplanation image, RgbImage crop, IReadOnlyList<RgbImage> overlays, IReadOnlyList<string> captions) =>
    [
        new FigureCell(crop, captions),
        .. image.Maps.Zip(overlays, (map, overlay) => new FigureCell(overlay, Numbers(image.Explained.Confidence, map))),
    ];

    private static string[] Numbers(double before, ExplainedMap map)
    {
        var numbers = $"{Number(before)} → {Number(map.After)}";
        return map.Constant ? [numbers, "constant map"] : [numbers];
    }

    private static string Number(double confidence) => double.IsNaN(confidence) ? "–" : FormattableString.Invariant($"{confidence:F3}");
}

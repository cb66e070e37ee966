namespace LCam.Experiments.Explaining;

/// <summary>What the files of an explanation are called.</summary>
internal static class ExplainFiles
{
    public const string ContactSheet = "contact-sheet.png";

    public static string Overlay(ExplainImage image, ExplainColumn column) => $"{image.Name}.{column.Key}.overlay.png";

    public static string Map(ExplainImage image, ExplainColumn column) => $"{image.Name}.{column.Key}.map.png";

    public static string Arrays(ExplainColumn column) => $"{column.Key}.maps.npz";

    /// <summary>All of them in the folder; none where there is none.</summary>
    public static IEnumerable<string> Of(ExplainPlan plan) => plan.Output is null ? [] : plan.Images
        .SelectMany(image => plan.Columns.SelectMany(column => new[] { Overlay(image, column), Map(image, column) }))
        .Concat(plan.WritesArrays ? plan.Columns.Select(Arrays) : [])
        .Append(ContactSheet);
}

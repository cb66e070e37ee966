using LCam.Experiments.Explaining;
using LCam.Texts;

namespace LCam.Cli.Rendering;

/// <summary>What came of an explanation, for people and for scripts.</summary>
internal static class ExplainText
{
    private const int NamedCharacters = 20;

    /// <summary>For each image its most probable classes, then for each explainer the class explained and the files.</summary>
    public static void Print(TextWriter output, ExplainResult result)
    {
        foreach (var image in result.Images)
        {
            output.WriteLine(image.Image);
            foreach (var seen in image.Top)
            {
                output.WriteLine("  " + Text(seen));
            }

            foreach (var map in image.Maps)
            {
                var column = map.Column;
                var detail = column.Detail.Length > 0 ? $" ({column.Detail})" : "";
                var constant = map.Constant ? "; the map is constant" : "";
                output.WriteLine($"  {column.Registration.DisplayName}{detail} of class {Text(image.Explained)}, {Number(map.After)} after muting{constant}");
                foreach (var file in new[] { map.Overlay, map.Map }.OfType<string>())
                {
                    output.WriteLine($"    {file}");
                }
            }

            output.WriteLine();
        }

        foreach (var file in result.Arrays.Append(result.ContactSheet).Append(result.Figure).OfType<string>())
        {
            output.WriteLine(file);
        }
    }

    /// <summary>What the pictures' font lacks of their words; null where it lacks nothing.</summary>
    public static string? Unknown(ExplainResult result) => result.UnknownCharacters.Count == 0
        ? null
        : VisibleText.Line($"the font has no {string.Join(' ', result.UnknownCharacters.Take(NamedCharacters))}, shown as ?; --figure-font FILE takes another font");

    /// <summary>The same with everything that determined it, to be printed as JSON.</summary>
    public static object Describe(ExplainPlan plan, ExplainResult result) => new
    {
        Backbone = plan.Classifier.Backbone.Architecture,
        Weights = Path.GetFullPath(plan.Classifier.Weights),
        plan.Classifier.Backbone.Classes,
        plan.Classifier.Backbone.Width,
        plan.Classifier.InputSize,
        plan.Classifier.CropSize,
        plan.Seed,
        Colours = plan.Colours.Id,
        plan.Opacity,
        plan.Percentage,
        ContactSheet = Full(result.ContactSheet),
        Figure = Full(result.Figure),
        Arrays = result.Arrays.Select(Path.GetFullPath),
        Images = result.Images.Select(image => new
        {
            image.Image,
            image.Name,
            image.Top,
            image.Explained,
            Maps = image.Maps.Select(map => new
            {
                Explainer = map.Column.Registration.Id,
                map.Column.Key,
                Run = map.Column.Run?.Id,
                Parameters = map.Column.Settings.ToJson(),
                map.Constant,
                After = double.IsNaN(map.After) ? (double?)null : map.After,
                Overlay = Full(map.Overlay),
                Map = Full(map.Map),
            }),
        }),
    };

    private static string Text(ClassConfidence confidence) =>
        FormattableString.Invariant($"{confidence.Class} {confidence.Name}").TrimEnd() + $": {Number(confidence.Confidence)}";

    private static string Number(double confidence) => FormattableString.Invariant($"{confidence:F4}");

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}

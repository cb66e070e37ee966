using LCam.Experiments.Explaining;

namespace LCam.Cli.Rendering;

/// <summary>What came of an explanation, for people and for scripts.</summary>
internal static class ExplainText
{
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
                output.WriteLine($"  {column.Registration.DisplayName}{detail} of class {Text(image.Explained)}{constant}");
                output.WriteLine($"    {map.Overlay}");
                output.WriteLine($"    {map.Map}");
            }

            output.WriteLine();
        }

        foreach (var file in result.Arrays)
        {
            output.WriteLine(file);
        }

        output.WriteLine(result.ContactSheet);
    }

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
        ContactSheet = Path.GetFullPath(result.ContactSheet),
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
                Overlay = Path.GetFullPath(map.Overlay),
                Map = Path.GetFullPath(map.Map),
            }),
        }),
    };

    private static string Text(ClassConfidence confidence) =>
        FormattableString.Invariant($"{confidence.Class} {confidence.Name}").TrimEnd() + FormattableString.Invariant($": {confidence.Confidence:F4}");
}

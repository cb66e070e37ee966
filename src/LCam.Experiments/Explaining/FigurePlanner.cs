using LCam.Experiments.Outputs;
using LCam.Images;
using LCam.Problems;
using LCam.Visuals;

namespace LCam.Experiments.Explaining;

/// <summary>Checks before an explanation whether its figure and contact sheet can be drawn.</summary>
internal static class FigurePlanner
{
    private const string Option = "--figure";
    private const string WidthOption = "--figure-width";
    private const string FewerAtOnce = "give fewer at once";

    /// <summary>The figure that was asked for; null where none was.</summary>
    /// <param name="columns">Of the figure.</param>
    /// <param name="guard">Knows the inputs.</param>
    /// <exception cref="ProblemException">The file's ending is no format's, the columns would be too narrow, or the font is none.</exception>
    public static FigureOutput? Of(ExplainRequest request, int columns, OutputGuard guard)
    {
        using var font = request.Font is null ? FigureFont.Standard() : FigureFont.Read(request.Font);
        if (request.Figure is not { } figure)
        {
            return null;
        }

        var format = FigureFile.FormatOf(figure.Path)
            ?? throw Wrong(Option, $"{figure.Path} has no ending of a figure", "end it with .pdf, .svg or .png");
        var style = FigureStyle.Print(columns, Points(figure.Width), font);
        if (style is null)
        {
            var least = Math.Ceiling(FigureStyle.LeastPrint(columns, font) / FigureFile.PointsPerInch * FigureFile.MillimetresPerInch);
            throw Wrong(
                WidthOption,
                FormattableString.Invariant($"{figure.Width} mm are too narrow for {columns} columns that can be read"),
                FormattableString.Invariant($"give {least} mm or more, or fewer explainers"));
        }

        guard.Add(Option, figure.Path, OutputKinds.Figure);
        return new FigureOutput(guard.Outputs[^1], guard, format, style, figure.DotsPerInch);
    }

    /// <exception cref="ProblemException">A picture would have more pixels than any image may have.</exception>
    public static void CheckPixels(ExplainPlan plan)
    {
        var problems = new List<Problem>();
        using var font = plan.OpenFont();
        if (plan.Output is not null && Pixels(FigureStyle.Screen(plan.Classifier.CropSize), 1) > ImageDecoder.MaxPixels)
        {
            problems.Add(new Problem("", FormattableString.Invariant($"{plan.Images.Count} images by {plan.Columns.Count} explainers make too large a contact sheet"), FewerAtOnce));
        }

        if (plan.Figure is { Format: FigureFormat.Png } figure && Pixels(figure.Style, figure.DotsPerInch / FigureFile.PointsPerInch) > ImageDecoder.MaxPixels)
        {
            problems.Add(new Problem(Option, FormattableString.Invariant($"{plan.Images.Count} images by {plan.Columns.Count} explainers at {figure.DotsPerInch} dpi make too large a figure"), FewerAtOnce));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);

        double Pixels(FigureStyle style, double scale) =>
            scale * scale * FigureLayout.WidthOf(style, plan.PictureColumns, font) * FigureLayout.LargestHeight(style, plan.Images.Count, ExplainPictures.Captions);
    }

    private static double Points(double millimetres) => millimetres / FigureFile.MillimetresPerInch * FigureFile.PointsPerInch;

    private static ProblemException Wrong(string where, string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(where, what, remedy));
}

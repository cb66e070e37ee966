using LCam.Predictions;
using LCam.Visuals;

namespace LCam.Experiments.Explaining;

/// <summary>A request that was found to be right: everything that an explanation needs, checked and in memory but for the weights.</summary>
public sealed record ExplainPlan
{
    public required PredictionOptions Classifier { get; init; }

    public required IReadOnlyList<ExplainColumn> Columns { get; init; }

    public required IReadOnlyList<ExplainImage> Images { get; init; }

    /// <summary>The class to explain; null is each image's top-1.</summary>
    public int? Class { get; init; }

    /// <summary>Null where they are not known.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    public required long Seed { get; init; }

    public required ColourMap Colours { get; init; }

    public required double Opacity { get; init; }

    /// <summary>Whether each explainer's maps are written as numbers, too.</summary>
    public bool WritesArrays { get; init; }

    /// <summary>Share of each map's pixels that are muted before the confidence is taken again, in [0,1].</summary>
    public required double Percentage { get; init; }

    /// <summary>The folder to write to; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>The figure to write; null for none.</summary>
    public FigureOutput? Figure { get; init; }

    /// <summary>A user's font for the figure and the contact sheet; null for the program's own.</summary>
    public string? Font { get; init; }

    /// <summary>Columns of the figure and the contact sheet: the first has the images.</summary>
    internal int PictureColumns => Columns.Count + 1;

    internal FigureFont OpenFont() => Font is null ? FigureFont.Standard() : FigureFont.Read(Font);
}

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

    /// <summary>The folder to write to.</summary>
    public required string Output { get; init; }

    /// <summary>The sheet's first column has the images.</summary>
    public ContactSheetLayout Layout => new(Columns.Count + 1, Images.Count, Classifier.CropSize);
}

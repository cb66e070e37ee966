using LCam.Evaluation;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Galleries;

/// <summary>A gallery's method and what the store knows of it.</summary>
/// <param name="Backbone">The network, as the spec has it now.</param>
/// <param name="Run">That measured it, and succeeded.</param>
/// <param name="IsProposed">It is a model of the paper's own loss.</param>
/// <param name="Percentages">That the spec asks for and the run measured, ascending.</param>
/// <param name="Scores">By image's place in the list.</param>
internal sealed record PlannedMethod(
    GalleryMethod Method,
    BackboneSpec Backbone,
    RunRecord Run,
    bool IsProposed,
    IReadOnlyList<double> Percentages,
    IReadOnlyDictionary<int, ImageScore> Scores)
{
    /// <summary>Key of the stage that keeps its maps; null where they are not kept.</summary>
    public string? MapsStage { get; init; }

    /// <summary>What masking did at a percentage; null where that was not measured.</summary>
    public MethodChanges? Changes(double percentage) => Percentages.Contains(percentage)
        ? new MethodChanges(
            IsProposed,
            Method.Kind == Results.RowKind.Control,
            Scores.ToDictionary(score => score.Key, score => 100 * (score.Value.Confidence - After(score.Value, percentage)) / score.Value.Confidence))
        : null;

    /// <summary>The confidence after masking at a percentage; NaN where it is not known.</summary>
    public static double After(ImageScore score, double percentage) =>
        score.Masked.FirstOrDefault(masked => masked.Percentage == percentage)?.Confidence ?? double.NaN;
}

using LCam.Evaluation;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>One cell's numbers.</summary>
/// <param name="Group">The backbone, as tables name it.</param>
/// <param name="Method">The model, as the paper names it.</param>
/// <param name="Label">The cell's coordinates.</param>
/// <param name="RunId">The run that measured; null without one.</param>
/// <param name="Summaries">What was measured, by percentage.</param>
/// <param name="EnergyInside">Mean share of the map's energy inside the object mask, in [0,1]; null without masks.</param>
/// <param name="MaskShare">Mean share of the image that the mask covers: what a uniform map has.</param>
/// <param name="Missing">Why numbers are missing; null where none are.</param>
public sealed record ResultRow(
    string Group,
    string Method,
    string Label,
    string? RunId,
    IReadOnlyDictionary<double, ConfidenceSummary> Summaries,
    double? EnergyInside,
    double? MaskShare,
    string? Missing)
{
    /// <summary>What was measured of the unmuted maps beside the energy, by id.</summary>
    public IReadOnlyDictionary<string, MeasureSummary> Measures { get; init; } = new Dictionary<string, MeasureSummary>();
}

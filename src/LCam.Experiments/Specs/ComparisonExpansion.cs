using System.Globalization;
using LCam.Explainers;
using LCam.Models;

namespace LCam.Experiments.Specs;

/// <summary>Makes the comparisons of a spec.</summary>
public static class ComparisonExpansion
{
    private static readonly Dictionary<string, SpecPath> NoFiles = [];

    /// <summary>Each explainer of the spec once for each backbone and way of measuring that the cells have.</summary>
    public static IReadOnlyList<Comparison> Expand(ExperimentSpec spec, IReadOnlyList<Cell> cells)
    {
        var comparisons = new List<Comparison>();
        foreach (var backbone in cells.GroupBy(cell => cell.Backbone.Name))
        {
            var measurings = backbone.GroupBy(cell => (cell.Evaluation, cell.Backbone.Classifier is null ? 0 : cell.Training.InputSize, cell.Backbone.Classifier is null ? 0 : cell.Training.CropSize)).ToList();
            foreach (var id in spec.Explainers.Ids)
            {
                comparisons.AddRange(measurings.Select(measuring => Make(spec, id, [.. measuring], measurings.Count > 1)));
            }
        }

        return comparisons;
    }

    private static Comparison Make(ExperimentSpec spec, string id, IReadOnlyList<Cell> cells, bool distinguish)
    {
        var cell = cells[0];
        var registration = ExplainerRegistry.Find(id);
        var settings = registration.Resolve(Backbones.Find(cell.Backbone.Architecture), spec.Explainers.Parameters.GetValueOrDefault(id));
        return new Comparison(
            registration,
            settings,
            spec.Explainers.Files.GetValueOrDefault(id, NoFiles),
            spec.Explainers.Seed,
            cell,
            [.. cells.SelectMany(other => other.Percentages).Distinct().Order()],
            distinguish ? Distinction(cell) : "");
    }

    private static string Distinction(Cell cell) => string.Create(
        CultureInfo.InvariantCulture,
        $"{SpecNames.Of(cell.Protocol)} {cell.Evaluation.InputSize}/{cell.Evaluation.CropSize} px of {cell.Training.InputSize}/{cell.Training.CropSize}");
}

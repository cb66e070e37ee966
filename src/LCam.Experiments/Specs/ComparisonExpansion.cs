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
            var measurings = backbone.GroupBy(cell => (cell.Evaluation, ClassifierSizes(cell))).ToList();
            foreach (var id in spec.Explainers.Ids)
            {
                comparisons.AddRange(measurings.Select(measuring => Make(spec, ExplainerRegistry.Find(id), spec.Explainers.Files.GetValueOrDefault(id, NoFiles), [.. measuring], measurings.Count > 1)));
            }

            foreach (var recorded in spec.Explainers.Recorded.Where(maps => maps.Backbone == backbone.Key))
            {
                var files = new Dictionary<string, SpecPath>(StringComparer.Ordinal) { [ExplainerRegistry.Recorded.Parameters[0].Name] = recorded.Maps };
                comparisons.AddRange(measurings.Select(measuring => Make(spec, ExplainerRegistry.Recorded, files, [.. measuring], measurings.Count > 1) with { Name = recorded.Name }));
            }
        }

        return comparisons;
    }

    // A classifier is trained at the cell's training sizes: with others it is another network. Weights of a file are not.
    private static (int Input, int Crop)? ClassifierSizes(Cell cell) =>
        cell.Backbone.Classifier is null ? null : (cell.Training.InputSize, cell.Training.CropSize);

    private static Comparison Make(ExperimentSpec spec, ExplainerRegistration registration, IReadOnlyDictionary<string, SpecPath> files, IReadOnlyList<Cell> cells, bool distinguish)
    {
        var cell = cells[0];
        var settings = registration.Resolve(Backbones.Find(cell.Backbone.Architecture), spec.Explainers.Parameters.GetValueOrDefault(registration.Id));
        return new Comparison(
            registration,
            settings,
            files,
            spec.Explainers.Seed,
            cell,
            [.. cells.SelectMany(other => other.Percentages).Distinct().Order()],
            distinguish ? Distinction(cell) : "");
    }

    private static string Distinction(Cell cell) => string.Create(
        CultureInfo.InvariantCulture,
        $"{SpecNames.Of(cell.Protocol)} {cell.Evaluation.InputSize}/{cell.Evaluation.CropSize} px of {cell.Training.InputSize}/{cell.Training.CropSize}");
}

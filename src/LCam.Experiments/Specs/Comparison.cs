using LCam.Explainers;

namespace LCam.Experiments.Specs;

/// <summary>One explainer that needs no training, to be measured on the images that some of the cells are measured on.</summary>
/// <param name="Explainer">Its registration.</param>
/// <param name="Settings">Its parameters' values, files left out.</param>
/// <param name="Files">Its parameters that are files.</param>
/// <param name="Seed">Of its random numbers.</param>
/// <param name="Cell">A cell with its backbone and measuring; what the cell trains has no part in it.</param>
/// <param name="Percentages">Shares of the map to mute before measuring: all of those cells'.</param>
/// <param name="Distinction">What tells its cells from those that the same explainer is measured beside; empty where there is one measuring alone.</param>
public sealed record Comparison(
    ExplainerRegistration Explainer,
    ExplainerSettings Settings,
    IReadOnlyDictionary<string, SpecPath> Files,
    long Seed,
    Cell Cell,
    IReadOnlyList<double> Percentages,
    string Distinction)
{
    /// <summary>What tables call it, where a spec says so: maps that another program made.</summary>
    public string? Name { get; init; }

    /// <summary>Its name in tables.</summary>
    public string DisplayName => Name ?? Explainer.DisplayName;

    /// <summary>Its coordinates, for people.</summary>
    public string Label => string.Join(' ', new[] { Cell.Backbone.Name, Explainer.Id, Name, Distinction }.Where(word => !string.IsNullOrEmpty(word)));
}

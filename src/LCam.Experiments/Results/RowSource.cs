using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Explainers;
using LCam.Losses;
using LCam.Measures;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Results;

/// <summary>What a table says of a row before anything is measured.</summary>
/// <param name="Backbone">The network that is explained.</param>
/// <param name="Method">The explainer, as the paper names it.</param>
/// <param name="Label">Coordinates, as the store knows them.</param>
/// <param name="Fingerprint">Settings, as the store knows them.</param>
/// <param name="Percentages">What is to be measured.</param>
/// <param name="Measures">How.</param>
/// <param name="ForwardPasses">Forward passes that one explanation costs; null where another program made the maps.</param>
/// <param name="Notes">What a reader of the numbers must know.</param>
internal sealed record RowSource(
    BackboneSpec Backbone,
    string Method,
    RowKind Kind,
    string Label,
    string Fingerprint,
    IReadOnlyList<double> Percentages,
    MeasureOptions Measures,
    int? ForwardPasses,
    IReadOnlyList<string> Notes)
{
    private static readonly HashSet<string> NotNamed = [];
    private static readonly HashSet<string> OnlySeed = [TableDimensions.Seed];

    /// <summary>The cell that is trained; null where nothing is.</summary>
    public Cell? Cell { get; private init; }

    /// <summary>What explains.</summary>
    public required ExplainerRegistration Explainer { get; init; }

    /// <summary>Its parameters' values.</summary>
    public required ExplainerSettings Settings { get; init; }

    /// <summary>Whether another seed could give other numbers: something is trained, or drawn at random.</summary>
    public bool DependsOnSeed { get; private init; } = true;

    /// <summary>The backbone, as tables name it.</summary>
    public string Group => Backbones.Find(Backbone.Architecture).DisplayName + (Backbone.Name == Backbone.Architecture ? "" : $" ({Backbone.Name})");

    /// <summary>All rows of a spec's table: cells in the matrix's order, then what they are compared with.</summary>
    public static IReadOnlyList<RowSource> All(ExperimentSpec spec, IReadOnlyList<Cell> cells)
    {
        var seeds = cells.Select(cell => cell.Seed).Distinct().Count() > 1;
        var identities = new StageIdentities(spec.Sanity);
        var chosen = ChosenCells.Labels(spec);
        return
        [
            .. cells.Select(cell => Of(identities, cell, seeds))
                .Concat(ComparisonExpansion.Expand(spec, cells).Select(comparison => Of(identities, comparison, spec.Sanity is null)))
                .Where(row => chosen?.Contains(row.Label) != false),
        ];
    }

    private static RowSource Of(StageIdentities identities, Cell cell, bool showSeed)
    {
        var trained = ExplainerRegistry.Find("l-cam");
        return new RowSource(
            cell.Backbone,
            MethodName(cell, showSeed ? NotNamed : OnlySeed),
            RowKind.Trained,
            StageIdentities.Label(cell),
            CanonicalJson.Hash(identities.Settings(cell)),
            cell.Percentages,
            cell.Evaluation.Measures,
            trained.ForwardPasses(Options(cell), trained.Resolve(Backbones.Find(cell.Backbone.Architecture))),
            cell.Given is { } given ? [$"{MethodName(cell, OnlySeed)} of {cell.Backbone.Name}: trained elsewhere, {given.File.Written}"] : [])
        {
            Explainer = trained,
            Settings = trained.Resolve(Backbones.Find(cell.Backbone.Architecture)),
            Cell = cell,
            DependsOnSeed = cell.Given is null || cell.Backbone.Classifier is not null,
        };
    }

    private static RowSource Of(StageIdentities identities, Comparison comparison, bool measured)
    {
        var explainer = comparison.Explainer;
        var changed = Changed(comparison);
        return new RowSource(
            comparison.Cell.Backbone,
            comparison.Distinction.Length == 0 ? comparison.DisplayName : $"{comparison.DisplayName} ({comparison.Distinction})",
            explainer.IsControl ? RowKind.Control : RowKind.Compared,
            comparison.Label,
            CanonicalJson.Hash(identities.Settings(comparison)),
            comparison.Percentages,
            comparison.Cell.Evaluation.Measures,
            explainer == ExplainerRegistry.Recorded ? null : explainer.ForwardPasses(Options(comparison.Cell), comparison.Settings),
            [.. new[] { measured ? explainer.Note : null, changed.Length == 0 ? null : comparison.Name is { } name ? $"{name}: maps made elsewhere, {changed}" : $"{explainer.DisplayName} with {changed}" }.OfType<string>()])
        {
            Explainer = explainer,
            Settings = comparison.Settings,
            DependsOnSeed = explainer.Seeded || comparison.Cell.Backbone.Classifier is not null,
        };
    }

    private static BackboneOptions Options(Cell cell) => new(cell.Backbone.Architecture, cell.Backbone.Classes, cell.Backbone.Width);

    // Settings other than the standard ones belong beside the numbers; how many images go at once does not.
    private static string Changed(Comparison comparison)
    {
        var standard = comparison.Explainer.Resolve(comparison.Settings.Architecture).ToJson();
        var given = comparison.Settings.ToJson();
        return string.Join(", ", comparison.Explainer.Parameters
            .Where(parameter => parameter.MovesNumbers && !JsonNode.DeepEquals(standard[parameter.Name], given[parameter.Name]))
            .Select(parameter => $"{parameter.Name} {given[parameter.Name]} (standard: {standard[parameter.Name]})")
            .Concat(comparison.Files.Select(file => $"{file.Key} {Path.GetFileName(file.Value.Written)}")));
    }

    /// <summary>The paper's name of a trained method; what it does not name is said in words.</summary>
    /// <param name="elsewhere">Axes that something else tells.</param>
    public static string MethodName(Cell cell, IReadOnlySet<string> elsewhere)
    {
        var name = elsewhere.Contains("variant") ? "L-CAM" : cell.Variant.DisplayName;
        var words = new List<string>();
        if (cell.Loss == LossKind.CrossEntropy && !elsewhere.Contains("loss"))
        {
            words.Add("cross-entropy");
        }

        if (cell.Protocol == Protocol.Corrected && !elsewhere.Contains("protocol"))
        {
            words.Add("corrected");
        }

        if (!elsewhere.Contains(TableDimensions.Seed))
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"seed {cell.Seed}"));
        }

        words.AddRange(StageIdentities.OtherAxes(cell).Where(axis => !elsewhere.Contains(axis.Key)).Select(axis => $"{axis.Key} {axis.Value}"));
        return words.Count == 0 ? name : $"{name} ({string.Join(", ", words)})";
    }
}

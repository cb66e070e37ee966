using System.IO.Abstractions;
using LCam.Experiments.Specs.Reading;
using LCam.Problems;

namespace LCam.Experiments.Specs.Expansion;

/// <summary>Gives cells the attention mechanisms that were trained elsewhere, and backbones without weights the network inside them.</summary>
internal sealed class GivenAttentions(ExperimentSpec spec, AttentionsSpec attentions, SpecValues values, IFileSystem fileSystem, List<Problem> problems)
{
    public ExperimentSpec Apply(IReadOnlyList<Cell> cells)
    {
        if (attentions is { Pattern: null, Entries.Count: 0 })
        {
            return spec with { Cells = cells };
        }

        var given = cells.Select(cell => cell with { Given = Find(cell) }).ToList();
        ReportUnused(given);
        ReportTwice(given);
        ReportUntrainable(given);
        var backbones = spec.Backbones.Select(backbone => WithWeights(backbone, given)).ToDictionary(backbone => backbone.Name, StringComparer.Ordinal);
        return spec with
        {
            Backbones = [.. backbones.Values],
            Cells = [.. given.Select(cell => ReferenceEquals(backbones[cell.Backbone.Name], cell.Backbone) ? cell : cell with { Backbone = backbones[cell.Backbone.Name] })],
            Inputs = WithFiles(given),
        };
    }

    private GivenAttention? Find(Cell cell) =>
        attentions.Of(cell.Backbone.Name, Models.Backbones.Find(cell.Backbone.Architecture), cell.Variant, cell.Loss, cell.Seed) is { } found
            ? found with { File = AttentionFile.In(found.File, fileSystem) }
            : null;

    private void ReportUnused(List<Cell> cells)
    {
        foreach (var entry in attentions.Entries.Where(entry => !cells.Exists(cell => cell.Given is { IsNamed: true } given && given.Model == entry.Model && (entry.Backbone is null || entry.Backbone == cell.Backbone.Name))))
        {
            problems.Add(new Problem(entry.File.Where, $"the matrix has no model {entry.Model}", "add it to the matrix, or leave this out"));
        }
    }

    // What an axis of training says is without effect on what was trained before.
    private void ReportTwice(List<Cell> cells)
    {
        foreach (var same in cells.Where(cell => cell.Given is not null)
            .GroupBy(cell => (cell.Backbone.Name, cell.Variant, cell.Loss, cell.Protocol, cell.Evaluation, cell.Given!.File.ToString()))
            .Where(same => same.Count() > 1))
        {
            problems.Add(new Problem(
                same.First().Given!.File.Where,
                FormattableString.Invariant($"{same.Count()} cells would measure the same attention, {same.First().Given!.File}: seeds and keys of training say nothing of one that was trained elsewhere"),
                "sweep neither, or write {seed} into the path"));
        }
    }

    private void ReportUntrainable(List<Cell> cells)
    {
        if (spec.Data.Shapes is not null)
        {
            return;
        }

        if (spec.Data.Train is null && (cells.Find(cell => cell.Given is null)?.Backbone ?? spec.Backbones.FirstOrDefault(backbone => backbone.Classifier is not null)) is { } trained)
        {
            problems.Add(new Problem(values.Where("data.train"), $"'data.train' is missing, and models of {trained.Name} are to be trained", "give its images and list, or name their attention under 'attentions'"));
        }
    }

    private BackboneSpec WithWeights(BackboneSpec backbone, List<Cell> cells)
    {
        if (!backbone.FromAttentions)
        {
            return backbone;
        }

        var own = cells.Find(cell => cell.Backbone.Name == backbone.Name && cell.Given is not null)?.Given;
        if (own is not null && cells.Find(cell => cell.Backbone.Name == backbone.Name && cell.Given is null) is { } trained)
        {
            problems.Add(new Problem(
                values.Where($"backbones.{backbone.Name}.weights"), $"'weights' is missing, and not all models of {backbone.Name} come with a network: {SpecNames.Of(trained.Variant)} under {SpecNames.Of(trained.Loss)} is to be trained", "give the weight file"));
        }

        return backbone with { Weights = own?.File };
    }

    private Dictionary<string, SpecPath> WithFiles(List<Cell> cells)
    {
        var inputs = new Dictionary<string, SpecPath>(spec.Inputs, StringComparer.Ordinal);
        foreach (var given in cells.Select(cell => cell.Given).OfType<GivenAttention>())
        {
            inputs.TryAdd($"{AttentionsBinder.Key} {given.File}", given.File);
        }

        return inputs;
    }
}

using System.Globalization;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;

namespace LCam.Experiments.Checklists;

/// <summary>What an experiment's models are.</summary>
internal static class ModelLines
{
    private static readonly HashSet<string> OnlySeed = [TableDimensions.Seed];
    private static readonly (RowKind Kind, string What)[] Beside = [(RowKind.Compared, "Compared with it"), (RowKind.Control, "Controls")];

    public static IEnumerable<ChecklistLine> Of(EvidenceFacts facts)
    {
        yield return new ChecklistLine("Mathematical setting, algorithms and models", [.. Models(facts)], null);
        yield return new ChecklistLine("Assumptions", [], "Say under which assumptions the conclusions hold.");
        yield return new ChecklistLine("Complexity in time, memory and samples", [.. Passes(facts)], "Analyse it; the store has only what was measured.");
    }

    private static IEnumerable<string> Models(EvidenceFacts facts)
    {
        foreach (var rows in facts.Rows.GroupBy(row => row.Group))
        {
            var backbone = rows.First().Backbone;
            yield return string.Create(CultureInfo.InvariantCulture, $"{rows.Key} ({backbone.Classes} classes, width {backbone.Width}) is explained by {Methods(rows, RowKind.Trained)}.");
            foreach (var (kind, what) in Beside.Where(beside => rows.Any(row => row.Kind == beside.Kind)))
            {
                yield return $"{what} on {rows.Key}: {Methods(rows, kind)}.";
            }
        }

        yield return "The attention mechanisms are those of Gkartzonika, Gkalelis and Mezaris (2022); every setting of every stage is in the store, under a key that is its hash.";
    }

    private static string Methods(IEnumerable<RowSource> rows, RowKind kind) => string.Join("; ", rows.Where(row => row.Kind == kind).Select(Name).Distinct());

    // What differs in the seed alone is one method.
    private static string Name(RowSource row) => row.Cell is { } cell ? RowSource.MethodName(cell, OnlySeed) : row.Method;

    private static IEnumerable<string> Passes(EvidenceFacts facts) =>
        from row in facts.Rows
        where row.ForwardPasses is not null
        group row by row.ForwardPasses into rows
        orderby rows.Key
        select string.Create(CultureInfo.InvariantCulture, $"Forward passes of one explanation: {rows.Key} for {string.Join("; ", rows.Select(row => Told(facts, row)).Distinct())}.");

    // Of some methods it depends on the network.
    private static string Told(EvidenceFacts facts, RowSource told) =>
        facts.Rows.Where(row => row.Method == told.Method).Select(row => row.ForwardPasses).Distinct().Skip(1).Any() ? $"{told.Method} on {told.Group}" : Name(told);
}

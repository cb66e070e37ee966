using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Results;

/// <summary>Builds the tables of an experiment of any kind from the store.</summary>
public static class ExperimentTables
{
    /// <param name="store">Null where there is none yet.</param>
    /// <param name="recompute">From per-image values alone, kept summaries not looked at.</param>
    public static ExperimentTable Build(ExperimentSpec spec, ExperimentStore? store, bool recompute = false) =>
        spec.Sanity is null ? new TableBuilder(store, recompute).Build(spec) : new SanityTableBuilder(store).Build(spec);

    /// <summary>One of the spec's named tables.</summary>
    /// <exception cref="ProblemException">The spec has none of that name, or it averages over more than seeds.</exception>
    public static PivotTable Build(ExperimentSpec spec, string name, ExperimentStore? store, bool recompute = false)
    {
        if (spec.Tables.FirstOrDefault(table => table.Name == name) is { } known)
        {
            return new PivotBuilder(store, recompute).Build(spec, known);
        }

        var names = spec.Tables.Select(table => table.Name).ToList();
        var remedy = Suggestion.For(name, names) is { } near ? $"did you mean '{near}'?"
            : names.Count == 0 ? "name tables under its key 'tables'"
            : $"it has: {string.Join(", ", names)}";
        throw new ProblemException(ProblemKind.InvalidInput, new Problem(spec.File, $"the spec has no table '{name}'", remedy));
    }

    /// <summary>Looks at the published values that a spec's tables are to show, without a store: what is wrong with their files, before hours of work.</summary>
    /// <returns>The values that fit no cell, each with the nearest that there is.</returns>
    /// <exception cref="ProblemException">A file of them is not there or not right, or a table cannot be arranged.</exception>
    public static IReadOnlyList<Problem> CheckPublished(ExperimentSpec spec) =>
        [.. spec.Tables.Where(table => table.Reference is not null).SelectMany(table => new PivotBuilder(null).Build(spec, table).Unmatched).Distinct()];
}

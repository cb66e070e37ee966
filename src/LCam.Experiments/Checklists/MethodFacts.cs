using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Recorded;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Explainers;

namespace LCam.Experiments.Checklists;

/// <summary>An explainer, and all that an experiment measured with it.</summary>
/// <param name="Explainer">Its definition.</param>
/// <param name="Name">As tables name it, whatever is trained or set.</param>
/// <param name="Rows">In the table's order.</param>
internal sealed record MethodFacts(ExplainerRegistration Explainer, string Name, IReadOnlyList<MethodRow> Rows)
{
    public static IReadOnlyList<MethodFacts> Of(ExperimentSpec spec, RecordedExperiment recorded, ExperimentStore store)
    {
        var sources = RowSource.All(spec, spec.Cells);
        var measured = ExperimentTables.Build(spec, store) is ResultTable table ? table.Rows.ToLookup(row => (row.Group, row.Label)) : null;
        var checks = SanityFacts.InStore(store);
        var identities = recorded.Succeeded.ToDictionary(run => run.Run.Id, run => run.Stage.Identity, StringComparer.Ordinal);
        var runs = StoredRows.Of(sources, spec.Name, store).Rows.ToLookup(row => (row.Source.Group, row.Source.Label), row => row.Run?.Id);
        return
        [
            .. from source in sources
               let place = (source.Group, source.Label)
               let identity = runs[place].OfType<string>().Select(run => identities.GetValueOrDefault(run)).FirstOrDefault()
               let row = new MethodRow(source, measured?[place].FirstOrDefault(), identity is null ? [] : [.. checks[SanityFacts.Subject(identity)]])
               group row by (source.Explainer.Id, Name: source.Explainer == ExplainerRegistry.Recorded ? source.Method : source.Explainer.DisplayName) into rows
               select new MethodFacts(rows.First().Source.Explainer, rows.Key.Name, [.. rows]),
        ];
    }
}

/// <summary>One row of an experiment's table.</summary>
/// <param name="Measured">Its numbers; null where nothing is measured, as in a sanity check.</param>
/// <param name="Sanity">What sanity checks in the same store found of the very same explainer on the same network.</param>
internal sealed record MethodRow(RowSource Source, ResultRow? Measured, IReadOnlyList<SanityFacts> Sanity);

/// <summary>What a sanity check found of an explainer: how alike its maps stay while layers become random.</summary>
/// <param name="Experiment">The experiment that checked.</param>
/// <param name="Layers">From the output down, each with all before it random.</param>
internal sealed record SanityFacts(string Experiment, string Run, IReadOnlyList<LayerSimilarity> Layers)
{
    /// <summary>What tells whose maps are checked: explainer and network, without the images.</summary>
    public static string Subject(string identity)
    {
        var settings = StoredJson.Parse(identity);
        return CanonicalJson.Text(new JsonObject { ["backbone"] = settings?["backbone"]?.DeepClone(), ["explainer"] = settings?["explainer"]?.DeepClone() });
    }

    /// <summary>The results of all sanity checks of a store, by subject.</summary>
    public static ILookup<string, SanityFacts> InStore(ExperimentStore store) => store.Experiments.Names()
        .SelectMany(experiment => Of(experiment, store))
        .DistinctBy(check => check.Facts.Run)
        .ToLookup(check => check.Subject, check => check.Facts, StringComparer.Ordinal);

    private static IEnumerable<(string Subject, SanityFacts Facts)> Of(string experiment, ExperimentStore store)
    {
        var keys = store.Experiments.CurrentCells(experiment).Select(cell => cell.MeasureKey).Distinct().ToList();
        var checks = store.Experiments.Names(keys).Where(stage => stage.Value.Kind == "sanity").Select(stage => stage.Key).ToList();
        var stages = store.Experiments.Stages(checks);
        return store.Runs.Latest(checks).Values.Where(run => run.State == RunState.Succeeded)
            .Select(run => (Subject(stages[run.StageKey].Identity), new SanityFacts(experiment, run.Id, SanityTableBuilder.Layers(store, run.Id))));
    }
}

using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Sealing;

/// <summary>
/// What a seal binds: everything that a table of the experiment takes a number from, by its hash, so that who has the seal
/// and trusts it need not trust the chain of events.
/// </summary>
internal sealed class SealContent(ExperimentStore store, ExperimentSpec spec, string path)
{
    /// <summary>The content of the seal that is to lie at the path.</summary>
    /// <exception cref="ProblemException">The experiment is not finished, or its runs were made before seals were.</exception>
    public JsonObject Make()
    {
        var cells = store.Experiments.CurrentCells(spec.Name);
        var runs = store.Runs.Latest([.. cells.SelectMany(cell => cell.Keys).Distinct()]);
        var undone = cells.SelectMany(cell => cell.Keys).Distinct().Where(key => runs.GetValueOrDefault(key)?.State != RunState.Succeeded).ToList();
        if (cells.Count == 0 || undone.Count > 0)
        {
            throw Wrong(FormattableString.Invariant($"{spec.Name} is not finished: {undone.Count} of its stages are not done"), $"'lcam run {spec.File}'");
        }

        var ids = runs.Values.Select(run => run.Id).ToList();
        var bindings = store.Seals.Bindings(ids);
        if (ids.FirstOrDefault(id => bindings.GetValueOrDefault(id)?.Digests is null) is { } unbound)
        {
            throw Wrong($"run {unbound} ended before its numbers were bound to the chain of events", "run the experiment in a new store, with --store");
        }

        var experiment = store.Experiments.Find(spec.Name)!;
        return new JsonObject
        {
            ["experiment"] = spec.Name,
            ["created"] = store.Seals.Created(spec.Name),
            ["store"] = SealPaths.Name(path, store.Folder),
            ["spec"] = SealPaths.Name(path, experiment.SpecPath),
            ["spec-sha256"] = ContentAddress.Of(experiment.SpecText),
            ["resolved-sha256"] = ContentAddress.Of(experiment.Resolved),
            ["table"] = spec.Table?.Resolved is { } table ? SealPaths.Name(path, table) : null,
            ["table-sha256"] = ContentAddress.Of(ExperimentTables.Build(spec, store).Render(TableFormats.Default)),
            ["tables"] = new JsonObject(spec.Tables.Where(named => named.Output?.Resolved is not null).Select(named => KeyValuePair.Create(named.Name, (JsonNode?)new JsonObject
            {
                ["file"] = SealPaths.Name(path, named.Output!.Resolved!),
                ["sha256"] = ContentAddress.Of(ExperimentTables.Build(spec, named.Name, store).Render(TableFormats.Default)),
            }))),
            ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject
            {
                ["cell"] = cell.Label,
                ["fingerprint"] = cell.Fingerprint,
                ["runs"] = new JsonArray([.. cell.Keys.Select(key => JsonValue.Create(runs[key].Id))]),
            })]),
            ["stages"] = Stages(runs.Keys),
            ["runs"] = Runs([.. runs.Values], bindings),
        };
    }

    // A stage's settings are its key: what they are need not be said.
    private JsonObject Stages(IEnumerable<string> keys) => new(store.Seals.Stages([.. keys]).Select(stage => KeyValuePair.Create(stage.Key, (JsonNode?)new JsonObject
    {
        ["kind"] = stage.Kind,
        ["label"] = stage.Label,
        ["created"] = stage.Created,
    })));

    private JsonObject Runs(IReadOnlyList<RunRecord> runs, IReadOnlyDictionary<string, RunBinding> bindings)
    {
        var artifacts = store.Scores.Artifacts([.. runs.Select(run => run.Id)]);
        var provenance = store.Seals.Provenance([.. runs.Select(run => run.Id)]);
        return new JsonObject(runs.OrderBy(run => run.Id, StringComparer.Ordinal).Select(run => KeyValuePair.Create(run.Id, (JsonNode?)new JsonObject
        {
            ["stage"] = run.StageKey,
            ["attempt"] = run.Attempt,
            ["event"] = bindings[run.Id].Hash,
            ["environment"] = run.EnvironmentId,
            ["source"] = provenance.GetValueOrDefault(run.Id)?.SourceId,
            ["inputs"] = provenance.GetValueOrDefault(run.Id)?.InputsId,
            ["digests"] = new JsonObject(bindings[run.Id].Digests!.Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value))),
            ["artifacts"] = new JsonObject(artifacts[run.Id].Select(file => KeyValuePair.Create(file.Path, (JsonNode?)file.Sha256))),
        })));
    }

    private ProblemException Wrong(string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(spec.File, what, remedy));
}

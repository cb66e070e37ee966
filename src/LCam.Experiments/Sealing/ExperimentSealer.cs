using System.IO.Abstractions;
using System.Text;
using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Sealing;

/// <summary>
/// Seals a finished experiment: what it consisted of and where the chain of events stood is written into the store, and
/// beside the table. Sealing again changes nothing while the experiment is what was sealed.
/// </summary>
public sealed class ExperimentSealer(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    /// <summary>Where an experiment's seal is written; null where it writes no table.</summary>
    public static string? PathOf(ExperimentSpec spec) => spec.Table?.Resolved is { } table
        ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(table))!, spec.Name + SealManifest.FileSuffix)
        : null;

    /// <summary>Seals the experiment.</summary>
    /// <returns>The seal's file; null where the experiment writes no table.</returns>
    /// <exception cref="ProblemException">The experiment is not finished, or its runs were made before seals were.</exception>
    public string? Seal(ExperimentSpec spec)
    {
        var content = Content(spec);
        var path = PathOf(spec);
        var latest = store.Seals.Latest(spec.Name);
        if (latest is null || latest.SealPath != path || !SealManifest.Seals(latest.Manifest, content))
        {
            var (sequence, hash) = store.Seals.Head();
            var manifest = SealManifest.Text(content, StoreTime.Text(clock.GetUtcNow()), sequence, hash);
            store.Seals.Add(spec.Name, manifest, path, spec.Table?.Resolved);
            latest = store.Seals.Latest(spec.Name)!;
        }

        if (path is not null && (!fileSystem.File.Exists(path) || fileSystem.File.ReadAllText(path) != latest.Manifest))
        {
            Write(path, latest.Manifest);
        }

        return path;
    }

    private JsonObject Content(ExperimentSpec spec)
    {
        var cells = store.Experiments.CurrentCells(spec.Name);
        var runs = store.Runs.Latest([.. cells.SelectMany(Keys).Distinct()]);
        var undone = cells.SelectMany(Keys).Distinct().Where(key => runs.GetValueOrDefault(key)?.State != RunState.Succeeded).ToList();
        if (cells.Count == 0 || undone.Count > 0)
        {
            throw Wrong(spec, FormattableString.Invariant($"{spec.Name} is not finished: {undone.Count} of its stages are not done"), $"'lcam run {spec.File}'");
        }

        var ids = runs.Values.Select(run => run.Id).ToList();
        var bindings = store.Seals.Bindings(ids);
        if (ids.FirstOrDefault(id => !bindings.ContainsKey(id)) is { } unbound)
        {
            throw Wrong(spec, $"run {unbound} ended before its numbers were bound to the chain of events", "run the experiment in a new store, with --store");
        }

        var artifacts = store.Scores.Artifacts(ids);
        var experiment = store.Experiments.Find(spec.Name)!;
        return new JsonObject
        {
            ["experiment"] = spec.Name,
            ["spec-sha256"] = ContentAddress.Of(experiment.SpecText),
            ["resolved-sha256"] = ContentAddress.Of(experiment.Resolved),
            ["table-sha256"] = ContentAddress.Of(ExperimentTables.Build(spec, store).Render(TableFormats.Default)),
            ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject
            {
                ["cell"] = cell.Label,
                ["fingerprint"] = cell.Fingerprint,
                ["runs"] = new JsonArray([.. Keys(cell).Select(key => JsonValue.Create(runs[key].Id))]),
            })]),
            ["runs"] = new JsonObject(ids.Order(StringComparer.Ordinal).Select(id => KeyValuePair.Create(id, (JsonNode?)new JsonObject
            {
                ["event"] = bindings[id],
                ["artifacts"] = new JsonObject(artifacts[id].Select(file => KeyValuePair.Create(file.Path, (JsonNode?)file.Sha256))),
            }))),
        };
    }

    private void Write(string path, string text)
    {
        try
        {
            fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(path)!);
            fileSystem.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"the seal cannot be written: {failure.Message}"), failure);
        }
    }

    // In the order in which they depend on each other.
    private static IEnumerable<string> Keys(CellRecord cell) => new[] { cell.ClassifierKey, cell.TrainKey, cell.EvaluateKey }.OfType<string>();

    private static ProblemException Wrong(ExperimentSpec spec, string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem(spec.File, what, remedy));
}

using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Recorded;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Crates;

/// <summary>Gathers the files of an experiment's crate, all but the metadata.</summary>
internal sealed class CrateFiles(ExperimentStore store, IFileSystem fileSystem)
{
    public const string Resolved = "resolved.json";
    public const string Seal = "seal.json";
    public const string Events = "events.jsonl";

    private const string Json = "application/json";

    /// <summary>The files, by path; none twice.</summary>
    public IReadOnlyList<CrateFile> Of(ExperimentSpec spec, RecordedExperiment content, CrateOptions options)
    {
        var tables = CrateTables.Of(spec, store).ToList();
        var numbers = new RunNumbers(store);
        return
        [
            .. new[]
            {
                SpecFile(content.Record),
                new CrateFile(Resolved, "Every value of the spec, defaults included, and where each is from", Json, content.Record.Resolved + "\n"),
                new CrateFile(Events, "The store's chain of events, each with the hash of the one before it", "application/jsonl", WriteEvents),
            }
            .Concat(tables).Concat(CrateEvidence.Of(spec, content, store, tables, options)).Concat(options.IncludeModels ? CrateModels.Of(content, store, fileSystem) : []).Concat(Sealed(content)).Concat(Texts(content))
            .Concat(content.Succeeded.Where(RunNumbers.Has).Select(numbers.Of))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>The path of the spec in the crate.</summary>
    public static string PathOfSpec(ExperimentRecord experiment) => $"spec/{CratePaths.Safe(NameOfSpec(experiment))}";

    private static string NameOfSpec(ExperimentRecord experiment) => Path.GetFileName(experiment.SpecPath) is { Length: > 0 } name ? name : "spec.yaml";

    private static CrateFile SpecFile(ExperimentRecord experiment) =>
        new(PathOfSpec(experiment), $"Spec of {experiment.Name}", "application/yaml", experiment.SpecText);

    private IEnumerable<CrateFile> Sealed(RecordedExperiment content)
    {
        if (content.Seal is not { } seal)
        {
            yield break;
        }

        yield return new CrateFile(Seal, "Seal: where the chain of events stood, and what the experiment consisted of", Json, seal.Manifest);
        if (seal.SealPath is { } path && fileSystem.File.Exists(SealSignature.PathOf(path)))
        {
            yield return new CrateFile($"{Seal}.sig", "Signature of the seal, as ssh-keygen makes it", "text/plain", fileSystem.File.ReadAllText(SealSignature.PathOf(path)));
        }
    }

    // What many runs have in common is one file, named by its hash.
    private static IEnumerable<CrateFile> Texts(RecordedExperiment content) => content.Stages
        .Select(stage => new CrateFile(CrateIds.StageFile(stage.Key), $"Settings: {stage.Label}", Json, stage.Identity))
        .Concat(content.Runs.SelectMany(run => run.Environments)
            .Select(environment => new CrateFile(CrateIds.EnvironmentFile(environment.Id), "Where and with what runs computed", Json, environment.Text)))
        .Concat(content.Runs.Select(run => run.Provenance).OfType<RunProvenance>().SelectMany(Texts))
        .DistinctBy(file => file.Path);

    private static IEnumerable<CrateFile> Texts(RunProvenance provenance)
    {
        yield return new CrateFile(PathOfInputs(provenance), "Places and contents of what runs read", Json, provenance.Inputs);
        yield return new CrateFile(PathOfSource(provenance), "The version-controlled folder of the spec: commit, branch and changes", Json, provenance.Source);
        if ((string?)StoredJson.Parse(provenance.Source)?["diff"] is { Length: > 0 } diff)
        {
            yield return new CrateFile($"sources/{ContentAddress.Of(provenance.Source)}.diff", "Changes that were not committed", "text/x-diff", diff);
        }
    }

    /// <summary>The path of a description of inputs.</summary>
    public static string PathOfInputs(RunProvenance provenance) => $"inputs/{ContentAddress.Of(provenance.Inputs)}.json";

    /// <summary>The path of a description of sources.</summary>
    public static string PathOfSource(RunProvenance provenance) => $"sources/{ContentAddress.Of(provenance.Source)}.json";

    private void WriteEvents(TextWriter writer)
    {
        foreach (var happened in store.Events.All())
        {
            writer.Write(CanonicalJson.Text(new JsonObject
            {
                ["sequence"] = happened.Sequence,
                ["time"] = happened.Time,
                ["kind"] = happened.Kind,
                ["subject"] = happened.Subject,
                ["detail"] = happened.Detail,
                ["previous-hash"] = happened.PreviousHash,
                ["hash"] = happened.Hash,
            }));
            writer.Write('\n');
        }
    }
}

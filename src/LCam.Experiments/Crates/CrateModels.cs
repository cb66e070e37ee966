using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Checklists;
using LCam.Experiments.Recorded;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Crates;

/// <summary>Weight files for a crate whose user asked for them: those that runs read, whoever made them, and those that runs left.</summary>
internal static class CrateModels
{
    private const int DigestDigits = 12;

    /// <exception cref="ProblemException">One of them is not there.</exception>
    public static IReadOnlyList<CrateFile> Of(RecordedExperiment content, ExperimentStore store, IFileSystem fileSystem)
    {
        var found = content.Succeeded.SelectMany(run => Read(run).Concat(Left(run, store, fileSystem))).DistinctBy(model => model.Sha256).ToList();
        ProblemException.ThrowIfAny(ProblemKind.DataMissing, [.. found.Where(model => !fileSystem.File.Exists(model.Path))
            .Select(model => new Problem(model.Path, "this weight file is not there", "restore it, or leave out --include-models"))]);
        return
        [
            .. found.Select(model => new CrateFile(
                $"models/{model.Sha256[..DigestDigits]}-{CratePaths.Safe(Path.GetFileName(model.Path))}", $"{char.ToUpperInvariant(model.What[0])}{model.What[1..]}", "application/octet-stream", "") { Source = new CrateSource(model.Path, model.Sha256) }),
        ];
    }

    private static IEnumerable<(string Path, string Sha256, string What)> Read(RecordedRun run) =>
        from name in new[] { "weights", EvidenceFacts.TrainedElsewhere }
        let input = run.Provenance is { } provenance ? StoredJson.Parse(provenance.Inputs)?[name] as JsonObject : null
        where input is not null && input["file"] is not null && input["sha256"] is not null
        select ((string)input["file"]!, (string)input["sha256"]!, name);

    private static IEnumerable<(string Path, string Sha256, string What)> Left(RecordedRun run, ExperimentStore store, IFileSystem fileSystem) =>
        from artifact in run.Artifacts
        where artifact.Role is "attention" or "weights"
        select (new StageFolder(fileSystem, store.Folder, run.Run.StageKey, run.Run.Attempt).PathOf(artifact.Path), artifact.Sha256, $"{artifact.Role} of run {run.Run.Id}");
}

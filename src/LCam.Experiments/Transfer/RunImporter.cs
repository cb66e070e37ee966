using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>
/// Brings an archive's runs into a store. What a run measured is read from its journal, as if it had just been executed.
/// Importing again changes nothing; an import that was killed is finished by the next.
/// </summary>
public sealed class RunImporter(ExperimentStore store, IFileSystem fileSystem)
{
    private string Staging => fileSystem.Path.Combine(store.Folder, "importing");

    /// <exception cref="ProblemException">There is no room for it.</exception>
    public ImportReport Import(RunArchive archive)
    {
        var imported = new List<string>();
        var skipped = new List<SkippedRun>();
        var fresh = new List<(ArchivedRun Archived, RunRecord Run)>();
        foreach (var archived in archive.Manifest.Runs)
        {
            var present = store.Runs.Of(archived.Stage.Key);
            if (present.FirstOrDefault(run => run.State is not (RunState.Failed or RunState.Interrupted)) is { } known)
            {
                skipped.Add(new SkippedRun(archived.Run.Id, known.State == RunState.Succeeded ? $"its stage is done here, run {known.Id}" : $"its stage is under way here, run {known.Id}"));
                continue;
            }

            var attempt = present.Count == 0 ? archived.Run.Attempt : present[^1].Attempt + 1;
            fresh.Add((archived, archived.Run with { Attempt = attempt, Id = RunRecord.IdOf(archived.Stage.Key, attempt) }));
        }

        RequireRoom(fresh.Sum(run => run.Archived.Files.Sum(file => (double)file.Bytes)));
        foreach (var (archived, run) in fresh)
        {
            Place(archive, archived, run);
            imported.Add(run.Id);
        }

        return new ImportReport(imported, skipped, Experiments(archive.Manifest));
    }

    // Files first, under a name that no plan looks at; then the rows, all in one transaction.
    private void Place(RunArchive archive, ArchivedRun archived, RunRecord run)
    {
        Clear(Staging);
        archive.Extract(fileSystem, archived, Staging);
        var folder = new StageFolder(fileSystem, store.Folder, run.StageKey, run.Attempt);
        Clear(folder.Path);
        fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(folder.Path)!);
        fileSystem.Directory.Move(Staging, folder.Path);
        List<JournalEntry> entries = [.. folder.ReadJournal().Select(placed => placed.Entry)];
        store.Runs.Import(archived.Stage, run, archived.Environment, archived.Provenance, archived.Artifacts, entries, new JsonObject
        {
            ["from"] = archived.Run.Id,
            ["host"] = run.Host,
            ["environment"] = run.EnvironmentId,
            ["files"] = new JsonObject(archived.Files.Select(file => KeyValuePair.Create(file.Path, (JsonNode?)file.Sha256))),
        });
    }

    // An experiment of this name that is here already may have another spec: it is left alone.
    private List<string> Experiments(ArchiveManifest manifest)
    {
        var known = store.Experiments.Names().ToHashSet(StringComparer.Ordinal);
        var added = manifest.Experiments.Where(experiment => known.Add(experiment.Record.Name)).ToList();
        foreach (var experiment in added)
        {
            store.Experiments.Record(experiment.Record, [], experiment.Cells);
        }

        return [.. added.Select(experiment => experiment.Record.Name)];
    }

    private void RequireRoom(double bytes)
    {
        var free = fileSystem.DriveInfo.New(store.Folder).AvailableFreeSpace;
        if (bytes > free)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(
                store.Folder, FormattableString.Invariant($"the archive unpacks to {bytes / 1e6:F0} MB, and {free / 1e6:F0} MB are free"), "make room, or choose another store with --store"));
        }
    }

    private void Clear(string folder)
    {
        if (fileSystem.Directory.Exists(folder))
        {
            fileSystem.Directory.Delete(folder, recursive: true);
        }
    }
}

using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Transfer;

/// <summary>
/// Brings an archive's runs into a store, all or none. What a run measured is read from its journal, as if it had just
/// been executed. Importing again changes nothing. Other imports, runs and collections may go on beside it: everything is
/// unpacked into a folder of its own first, and whose turn it is, the database says.
/// </summary>
public sealed class RunImporter(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    private const int Tries = 10;
    private const int ConstraintFailed = 19;

    // Where the folders of this import are by now, for as long as their rows may still fail.
    private readonly List<(string From, string To)> _moved = [];

    /// <exception cref="ProblemException">There is no room for it, or it cannot be written: nothing was changed.</exception>
    /// <param name="cancellation">Ends it between two runs, before the store has anything of them.</param>
    public ImportReport Import(RunArchive archive, CancellationToken cancellation = default)
    {
        try
        {
            ImportFolder.RemoveDead(fileSystem, store.Folder);
            var wanted = archive.Manifest.Runs.Where(archived => InTheWay(store.Runs.Of(archived.Stage.Key)) is null).ToList();
            RequireRoom(wanted.Sum(archived => archived.Files.Sum(file => (double)file.Bytes)));
            using var folder = ImportFolder.Make(fileSystem, store.Folder);
            foreach (var archived in wanted)
            {
                cancellation.ThrowIfCancellationRequested();
                archive.Extract(fileSystem, archived, PathOf(folder, archived));
            }

            cancellation.ThrowIfCancellationRequested();
            return Commit(archive.Manifest, folder);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == ConstraintFailed)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(store.Folder, $"the archive holds what no store takes: {failure.Message}", "nothing was changed"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(store.Folder, $"the archive cannot be imported: {failure.Message}", "nothing was changed; make it writable, or make room"), failure);
        }
    }

    private ImportReport Commit(ArchiveManifest manifest, ImportFolder folder)
    {
        ImportReport? report = null;
        try
        {
            store.Write((connection, transaction) =>
            {
                // A transaction that the database did not get through is begun again.
                MoveBack();
                var (imported, skipped, scripted) = (new List<string>(), new List<SkippedRun>(), new List<string>());
                foreach (var archived in manifest.Runs)
                {
                    var present = RunRepository.Of(connection, transaction, archived.Stage.Key);
                    if (InTheWay(present) is not null || !fileSystem.Directory.Exists(PathOf(folder, archived)))
                    {
                        skipped.Add(new SkippedRun(archived.Run.Id, Why(InTheWay(present))));
                        continue;
                    }

                    imported.Add(Place(connection, transaction, archived, present, PathOf(folder, archived)));
                    if (StageIdentities.IsScripted(archived.Stage.Identity))
                    {
                        scripted.Add(imported[^1]);
                    }
                }

                report = new ImportReport(imported, skipped, Experiments(connection, transaction, manifest)) { Scripted = scripted };
            });
            _moved.Clear();
            return report!;
        }
        finally
        {
            MoveBack();
        }
    }

    // The folder first: a row promises its files. Nobody claims the stage meanwhile, for that would be a transaction too.
    private string Place(SqliteConnection connection, SqliteTransaction transaction, ArchivedRun archived, IReadOnlyList<RunRecord> present, string unpacked)
    {
        var key = archived.Stage.Key;

        // A folder without a row is not ours to judge: the run gets a number that nobody had.
        List<int> taken = [.. present.Select(run => run.Attempt), .. StageFolder.AttemptNumbers(fileSystem, store.Folder, key)];
        var attempt = taken.Count == 0 ? archived.Run.Attempt : taken.Max() + 1;
        var run = archived.Run with { Attempt = attempt, Id = RunRecord.IdOf(key, attempt) };
        var folder = new StageFolder(fileSystem, store.Folder, key, attempt);
        Move(unpacked, folder.Path);
        store.Runs.Import(connection, transaction, archived.Stage, run, archived.Environment, archived.Provenance, archived.Artifacts, folder.ReadJournal().Select(placed => placed.Entry), new JsonObject
        {
            ["from"] = archived.Run.Id,
            ["host"] = run.Host,
            ["environment"] = run.EnvironmentId,
            ["files"] = new JsonObject(archived.Files.Select(file => KeyValuePair.Create(file.Path, (JsonNode?)file.Sha256))),
        });
        RunLabelRepository.Import(connection, transaction, run.Id, new RunLabels(archived.Tags ?? [], archived.Note));
        return run.Id;
    }

    private void Move(string from, string to)
    {
        var parent = fileSystem.Path.GetDirectoryName(to)!;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                fileSystem.Directory.CreateDirectory(parent);

                // A collection leaves alone what is young, as long as it does not see the row.
                fileSystem.Directory.SetLastWriteTimeUtc(from, clock.GetUtcNow().UtcDateTime);
                fileSystem.Directory.Move(from, to);
                break;
            }
            catch (DirectoryNotFoundException) when (attempt < Tries && fileSystem.Directory.Exists(from))
            {
                // A collection took the empty parent away just now.
            }
        }

        _moved.Add((from, to));
        fileSystem.FlushFolder(parent);
        fileSystem.FlushFolder(fileSystem.Path.GetDirectoryName(parent)!);
    }

    private void MoveBack()
    {
        foreach (var (from, to) in Enumerable.Reverse(_moved))
        {
            try
            {
                fileSystem.Directory.Move(to, from);
            }
            catch (IOException)
            {
                // No row knows it: a collection lists it.
            }
        }

        _moved.Clear();
    }

    // An experiment of this name that is here already may have another spec: it is left alone.
    private List<string> Experiments(SqliteConnection connection, SqliteTransaction transaction, ArchiveManifest manifest)
    {
        var known = ExperimentRepository.Names(connection, transaction).ToHashSet(StringComparer.Ordinal);
        var stages = manifest.Runs.ToDictionary(run => run.Stage.Key, run => run.Stage, StringComparer.Ordinal);
        var added = manifest.Experiments.Where(experiment => known.Add(experiment.Record.Name)).ToList();
        foreach (var experiment in added)
        {
            var needed = experiment.Cells.SelectMany(cell => cell.Keys).Distinct(StringComparer.Ordinal);
            store.Experiments.Record(connection, transaction, experiment.Arriving(), [.. needed.Select(key => stages[key])], experiment.Cells);
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

    private static string PathOf(ImportFolder folder, ArchivedRun archived) => Path.Combine(folder.Path, archived.Run.Id);

    private static RunRecord? InTheWay(IReadOnlyList<RunRecord> present) => present.FirstOrDefault(run => run.State is not (RunState.Failed or RunState.Interrupted));

    private static string Why(RunRecord? known) => known switch
    {
        null => "its stage was under way here a moment ago: import it again",
        { State: RunState.Succeeded } => $"its stage is done here, run {known.Id}",
        _ => $"its stage is under way here, run {known.Id}",
    };
}

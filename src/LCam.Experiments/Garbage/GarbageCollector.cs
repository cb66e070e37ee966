using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Transfer;

namespace LCam.Experiments.Garbage;

/// <summary>
/// Finds and removes what no current cell of any experiment needs: stages of settings that were given up, attempts that a
/// later one replaced, folders of no run. Kept are each needed stage's latest attempt and its latest that succeeded,
/// whatever runs now, and what that needs.
/// </summary>
public sealed class GarbageCollector(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    // A run's folder is made before its row: a young one may belong to a run that begins now.
    private static readonly TimeSpan Youth = TimeSpan.FromHours(1);

    private string Stages => fileSystem.Path.Combine(store.Folder, "stages");

    /// <summary>What would be removed.</summary>
    public GarbageReport Find() => Report(store.Garbage.Find());

    /// <summary>Removes it: rows first, for folders without rows are found again after a crash, and rows without files are damage.</summary>
    public GarbageReport Collect()
    {
        var removed = store.Garbage.Remove();
        var report = Report(removed);
        foreach (var item in report.Items)
        {
            Delete(item);
        }

        return report;
    }

    private GarbageReport Report(IReadOnlyList<GarbageRun> runs)
    {
        var known = runs.Select(run => Item(run)).ToList();
        var folders = known.Select(item => item.Folder).ToHashSet(StringComparer.Ordinal);
        return new GarbageReport([.. known, .. Orphans().Where(item => !folders.Contains(item.Folder)), .. Imports()]);
    }

    private IEnumerable<GarbageItem> Imports() => ImportFolder.Left(fileSystem, store.Folder, clock.GetUtcNow())
        .Select(folder => new GarbageItem(folder, "an import that was killed left it", folder, Bytes(fileSystem.Path.Combine(store.Folder, folder)), null));

    private GarbageItem Item(GarbageRun run)
    {
        var folder = new StageFolder(fileSystem, store.Folder, run.StageKey, run.Attempt);
        var why = run.Needed ? "a later attempt replaced it" : "no experiment needs it";
        return new GarbageItem($"{run.Label} (run {run.Id})", why, Relative(folder.Path), Bytes(folder.Path), run.Id);
    }

    private IEnumerable<GarbageItem> Orphans()
    {
        if (!fileSystem.Directory.Exists(Stages))
        {
            yield break;
        }

        var runs = store.Runs.Folders();
        foreach (var stage in fileSystem.Directory.EnumerateDirectories(Stages).Order(StringComparer.Ordinal))
        {
            foreach (var attempt in fileSystem.Directory.EnumerateDirectories(stage).Order(StringComparer.Ordinal))
            {
                var name = $"{fileSystem.Path.GetFileName(stage)}/{fileSystem.Path.GetFileName(attempt)}";
                if (!runs.Contains(name) && clock.GetUtcNow() - fileSystem.Directory.GetLastWriteTimeUtc(attempt) > Youth)
                {
                    yield return new GarbageItem($"stages/{name}", "it is no run's folder", Relative(attempt), Bytes(attempt), null);
                }
            }
        }
    }

    private long Bytes(string folder) => fileSystem.Directory.Exists(folder)
        ? fileSystem.DirectoryInfo.New(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;

    private void Delete(GarbageItem item)
    {
        if (ImportFolder.IsOne(item.Folder))
        {
            ImportFolder.Remove(fileSystem, store.Folder, item.Folder);
            return;
        }

        var folder = fileSystem.Path.Combine(store.Folder, item.Folder);
        if (fileSystem.Directory.Exists(folder))
        {
            fileSystem.Directory.Delete(folder, recursive: true);
        }

        DeleteStage(fileSystem.Path.GetDirectoryName(folder)!);
    }

    // The stage's own folder goes with its last attempt, and only if it is empty: an import may put another there meanwhile.
    private void DeleteStage(string stage)
    {
        if (!fileSystem.Directory.Exists(stage) || fileSystem.Directory.EnumerateDirectories(stage).Any())
        {
            return;
        }

        try
        {
            foreach (var file in fileSystem.Directory.EnumerateFiles(stage))
            {
                fileSystem.File.Delete(file);
            }

            fileSystem.Directory.Delete(stage);
        }
        catch (IOException)
        {
            // There is an attempt again.
        }
    }

    private string Relative(string path) => fileSystem.Path.GetRelativePath(store.Folder, path);
}

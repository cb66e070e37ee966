using System.Globalization;
using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Files;

namespace LCam.Experiments.Garbage;

/// <summary>
/// Finds and removes what no current cell of any experiment needs: stages of settings that were given up, attempts that a
/// later one replaced, folders of no run, and what killed processes left half written. Kept are each needed stage's
/// latest attempt and its latest that succeeded, tagged runs, whatever runs now or is about to, and the cells of these.
/// </summary>
public sealed class GarbageCollector(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    private readonly Remains _remains = new(store, fileSystem, clock);
    private readonly OrphanFolders _orphans = new(store, fileSystem, clock);
    private readonly StrayCopies _copies = new(store, fileSystem, clock);

    /// <summary>For tests: called when the rows are gone and the files are there.</summary>
    internal Action BetweenRowsAndFiles { get; init; } = () => { };

    /// <summary>What would be removed.</summary>
    public GarbageReport Find()
    {
        List<GarbageItem> folders = [.. store.Garbage.Find().Where(run => !InUse(run)).Select(Item), .. _orphans.Find(), .. _copies.Find()];
        return new GarbageReport([.. folders, .. _remains.Find().Where(item => !folders.Any(folder => item.Folder.StartsWith(folder.Folder + "/", StringComparison.Ordinal)))]) { Kept = Kept() };
    }

    /// <summary>
    /// Removes it. Rows go first: folders without rows are found again after a crash, and rows without files are damage.
    /// Then each folder is taken away while the store has no run of it: a run that began meanwhile keeps its own.
    /// </summary>
    public GarbageReport Collect()
    {
        List<GarbageItem> items = [.. store.Garbage.Remove(InUse).Select(Item)];
        BetweenRowsAndFiles();
        for (var place = 0; place < items.Count; place++)
        {
            // The run's rows are gone. A folder that stays frees no bytes.
            items[place] = Remove(items[place]) ? items[place] : items[place] with { Bytes = 0 };
        }

        foreach (var orphan in _orphans.Find())
        {
            if (Remove(orphan))
            {
                items.Add(orphan);
            }
        }

        items.AddRange(_copies.Find().Where(copy => IsDeleted(fileSystem.Path.Combine(store.Folder, copy.Folder))));
        _orphans.RemoveEmptyStages(items);
        return new GarbageReport([.. items, .. _remains.Remove()]) { Kept = Kept() };
    }

    private List<GarbageItem> Kept()
    {
        var runs = store.Garbage.KeptByTags();
        var labels = store.Labels.Of([.. runs.Select(run => run.Id)]);
        return [.. runs.Select(run => Item(run) with { Why = labels.TryGetValue(run.Id, out var said) && said.Tags.Count > 0 ? $"it is tagged {string.Join(", ", said.Tags)}" : "a tagged run is of the same cell" })];
    }

    // A dead coordinator's worker may still be about to end.
    private bool InUse(GarbageRun run) => StageLock.IsTaken(Folder(run.StageKey, run.Attempt));

    private GarbageItem Item(GarbageRun run)
    {
        var folder = Folder(run.StageKey, run.Attempt);
        var why = run.Needed ? "a later attempt replaced it" : "no experiment needs it";
        return new GarbageItem($"{run.Label} (run {run.Id})", why, fileSystem.Path.GetRelativePath(store.Folder, folder.Path), fileSystem.BytesOf(folder.Path), run.Id);
    }

    // Tells whether the folder is gone.
    private bool Remove(GarbageItem item)
    {
        var path = fileSystem.Path.Combine(store.Folder, item.Folder);
        var key = fileSystem.Path.GetFileName(fileSystem.Path.GetDirectoryName(path)!);
        if (!int.TryParse(fileSystem.Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt))
        {
            // No run's folder has such a name.
            return IsDeleted(path);
        }

        // Out of every plan's sight in one step, and only then file by file. No worker begins in it meanwhile.
        var aside = AsideName.For(fileSystem.Path.Combine(store.Folder, $"{key}-{attempt}"));
        store.Garbage.WhileGone(key, attempt, () =>
        {
            using var right = StageLock.TryTakeLeft(Folder(key, attempt));
            if (right is not null && fileSystem.Directory.Exists(path))
            {
                Move(path, aside);
            }
        });
        var isGone = IsDeleted(aside) && !fileSystem.Directory.Exists(path);
        AsideName.Done(aside);
        return isGone;
    }

    // A folder that cannot be moved stays, and the others are looked at.
    private void Move(string path, string aside)
    {
        try
        {
            fileSystem.Directory.Move(path, aside);
        }
        catch (Exception failure) when (FileTrees.IsOfOnePlace(failure))
        {
        }
    }

    private bool IsDeleted(string path)
    {
        try
        {
            fileSystem.DeleteTree(path);
            return true;
        }
        catch (Exception failure) when (FileTrees.IsOfOnePlace(failure))
        {
            return false;
        }
    }

    private StageFolder Folder(string key, int attempt) => new(fileSystem, store.Folder, key, attempt);
}

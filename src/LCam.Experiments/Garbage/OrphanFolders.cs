using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Garbage;

/// <summary>Folders among the stages' that belong to no run of the store.</summary>
internal sealed class OrphanFolders(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    // An import's folder is there before its row: a young one may belong to a run that is just arriving.
    private static readonly TimeSpan Youth = TimeSpan.FromHours(1);

    private string Stages => fileSystem.Path.Combine(store.Folder, StageFolder.StagesName);

    /// <summary>The folders, attempts' alone: a stage's own goes with its last.</summary>
    public IReadOnlyList<GarbageItem> Find()
    {
        var runs = store.Runs.Folders();
        return
        [
            .. from stage in fileSystem.FoldersIn(Stages)
               from attempt in FileTrees.Look(() => fileSystem.FoldersIn(stage))
               let name = $"{fileSystem.Path.GetFileName(stage)}/{fileSystem.Path.GetFileName(attempt)}"
               where !runs.Contains(name) && IsOld(attempt) && !StageLock.IsTaken(StageFolder.At(fileSystem, attempt))
               select new GarbageItem($"stages/{name}", "it is no run's folder", fileSystem.Path.GetRelativePath(store.Folder, attempt), fileSystem.BytesOf(attempt), null),
        ];
    }

    /// <summary>Removes the folders of stages that have no attempt, and no run in the store.</summary>
    /// <param name="emptied">What was just removed; the folder of another stage may be one that is just arriving.</param>
    public void RemoveEmptyStages(IEnumerable<GarbageItem> emptied)
    {
        var just = emptied.Select(item => fileSystem.Path.GetDirectoryName(fileSystem.Path.Combine(store.Folder, item.Folder))).ToHashSet(StringComparer.Ordinal);
        foreach (var stage in fileSystem.FoldersIn(Stages).Where(stage => IsEmpty(stage) && (just.Contains(stage) || IsOld(stage))).ToList())
        {
            store.Garbage.WhileNone(fileSystem.Path.GetFileName(stage), () =>
            {
                using var right = StageLock.TryTakeLeft(StageFolder.At(fileSystem, fileSystem.Path.Combine(stage, "1")));
                if (right is not null && IsEmpty(stage))
                {
                    fileSystem.DeleteTree(stage);
                }
            });
        }
    }

    // What cannot be looked into is not known to be empty.
    private bool IsEmpty(string stage) => FileTrees.Look<int>(() => [fileSystem.FoldersIn(stage).Count]) is [0];

    private bool IsOld(string folder) => clock.GetUtcNow() - fileSystem.Directory.GetLastWriteTimeUtc(folder) > Youth;
}

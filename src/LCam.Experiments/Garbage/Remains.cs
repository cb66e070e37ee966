using System.IO.Abstractions;
using System.Text.Json;
using LCam.Experiments.Resilience;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Transfer;
using LCam.Files;

namespace LCam.Experiments.Garbage;

/// <summary>
/// What killed processes left half written: in the store's folder, in runs' folders that nobody works in, and beside the
/// outputs of the store's experiments. Files of a process that may be alive are none, nor is what may be the only copy.
/// </summary>
internal sealed class Remains(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    public IReadOnlyList<GarbageItem> Find() =>
    [
        .. Outside(),
        .. from folder in Runs()
           from item in InRun(folder)
           where !StageLock.IsTaken(folder)
           select item,
    ];

    /// <summary>Removes them.</summary>
    /// <returns>Those that are gone now.</returns>
    public IReadOnlyList<GarbageItem> Remove()
    {
        List<GarbageItem> gone = [.. Removed(Outside())];
        foreach (var folder in Runs().Where(folder => InRun(folder).Count > 0))
        {
            // What is half written when nobody else can be there is looked for anew: a worker may have been there just now.
            using var right = StageLock.TryTakeLeft(folder);
            gone.AddRange(right is null ? [] : Removed(InRun(folder)));
        }

        return gone;
    }

    // All but what lies in runs' folders.
    private IEnumerable<GarbageItem> Outside() => [.. Imports(), .. InFolders()];

    // Removes them, and names those that are gone.
    private List<GarbageItem> Removed(IEnumerable<GarbageItem> items)
    {
        var gone = new List<GarbageItem>();
        foreach (var item in items)
        {
            if (TryRemove(item))
            {
                gone.Add(item);
            }
        }

        return gone;
    }

    private bool TryRemove(GarbageItem item)
    {
        try
        {
            if (ImportFolder.IsOne(item.Folder))
            {
                ImportFolder.Remove(fileSystem, store.Folder, item.Folder);
            }
            else
            {
                fileSystem.DeleteTree(fileSystem.Path.Combine(store.Folder, item.Folder));
            }

            return true;
        }
        catch (Exception failure) when (FileTrees.IsOfOnePlace(failure))
        {
            return false;
        }
    }

    private IEnumerable<GarbageItem> Imports() => ImportFolder.Left(fileSystem, store.Folder, clock.GetUtcNow())
        .Select(folder => new GarbageItem(folder, "an import that was killed left it", folder, fileSystem.BytesOf(fileSystem.Path.Combine(store.Folder, folder)), null));

    private IEnumerable<GarbageItem> InFolders() => Places().SelectMany(place => FileTrees.Look(() => AsideName.In(place)))
        .Where(name => (name.Writer.IsGone || (name.Writer.Place != ProcessMark.Current.Place && IsQuiet(name.Path))) && !name.IsOnlyOne)
        .DistinctBy(name => name.Path)
        .Select(name => Item(name.Path));

    // Whether a writer of another machine, container or boot is alive nobody can know: what it has not touched for a day is left.
    private bool IsQuiet(string path) => FileTrees.Look<DateTimeOffset>(() => [LastWrite(path)]).Any(written => clock.GetUtcNow() - written > Quiet);

    private DateTimeOffset LastWrite(string path) => fileSystem.Directory.Exists(path)
        ? fileSystem.Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(fileSystem.File.GetLastWriteTimeUtc).Append(fileSystem.Directory.GetLastWriteTimeUtc(path)).Max()
        : fileSystem.File.GetLastWriteTimeUtc(path);

    // One worker at a time is in a stage: what it has not renamed when nobody is there is a dead one's.
    private List<GarbageItem> InRun(StageFolder folder) => [.. FileTrees.Look(() => StageRemains.Of(folder)).Select(Item)];

    private IEnumerable<StageFolder> Runs() =>
        from stage in fileSystem.FoldersIn(fileSystem.Path.Combine(store.Folder, StageFolder.StagesName))
        from attempt in FileTrees.Look(() => fileSystem.FoldersIn(stage))
        select StageFolder.At(fileSystem, attempt);

    // A link that an experiment's path leads through is the person's who made it.
    private IEnumerable<string> Places()
    {
        var outputs = store.Experiments.Names().Select(store.Experiments.Find).OfType<ExperimentRecord>().SelectMany(OutputsOf);
        return outputs.Select(path => fileSystem.Path.GetDirectoryName(path)).OfType<string>().Prepend(store.Folder).Distinct(StringComparer.Ordinal);
    }

    private IEnumerable<string> OutputsOf(ExperimentRecord experiment)
    {
        var folder = fileSystem.Path.GetDirectoryName(experiment.SpecPath);
        if (!fileSystem.Path.IsPathFullyQualified(experiment.SpecPath) || folder is null)
        {
            return [];
        }

        try
        {
            using var resolved = JsonDocument.Parse(experiment.Resolved);
            var values = resolved.RootElement.EnumerateObject()
                .Where(value => OutputKeys.Leads(value.Name))
                .Select(value => value.Value.TryGetProperty("value", out var text) ? text.GetString() : null)
                .Where(value => !string.IsNullOrEmpty(value) && value.IndexOfAny(['\0', '$']) < 0)
                .Select(value => fileSystem.Path.GetFullPath(fileSystem.Path.Combine(folder, value!)));
            return [experiment.SpecPath, .. values];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return [experiment.SpecPath];
        }
    }

    private GarbageItem Item(string path)
    {
        var relative = fileSystem.Path.GetRelativePath(store.Folder, path);
        var name = relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
        return new GarbageItem(name, "a killed process left it half written", name, fileSystem.BytesOf(path), null);
    }
}

using System.IO.Abstractions;
using System.Text.Json;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Transfer;
using LCam.Files;

namespace LCam.Experiments.Garbage;

/// <summary>
/// What killed processes left half written: in the store's folder, in runs' folders that nobody works in, and beside the
/// outputs of the store's experiments. Files of a process that may be alive are none.
/// </summary>
internal sealed class Remains(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    public IReadOnlyList<GarbageItem> Find() => [.. Imports(), .. InFolders().Concat(InRuns())];

    /// <summary>Removes them.</summary>
    public IReadOnlyList<GarbageItem> Remove()
    {
        var found = Find();
        foreach (var item in found)
        {
            if (ImportFolder.IsOne(item.Folder))
            {
                ImportFolder.Remove(fileSystem, store.Folder, item.Folder);
            }
            else
            {
                fileSystem.DeleteTree(fileSystem.Path.Combine(store.Folder, item.Folder));
            }
        }

        return found;
    }

    private IEnumerable<GarbageItem> Imports() => ImportFolder.Left(fileSystem, store.Folder, clock.GetUtcNow())
        .Select(folder => new GarbageItem(folder, "an import that was killed left it", folder, fileSystem.BytesOf(fileSystem.Path.Combine(store.Folder, folder)), null));

    private IEnumerable<GarbageItem> InFolders() => Places().SelectMany(AsideName.In)
        .Where(name => name.Writer.IsGone)
        .DistinctBy(name => name.Path)
        .Select(name => Item(name.Path));

    // One worker at a time is in a stage: what it has not renamed when nobody is there is a dead one's.
    private IEnumerable<GarbageItem> InRuns() =>
        from stage in Inner(fileSystem.Path.Combine(store.Folder, "stages"))
        from attempt in Inner(stage)
        let folder = StageFolder.At(fileSystem, attempt)
        from path in StageRemains.Of(folder)
        where !StageLock.IsTaken(folder)
        select Item(path);

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
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
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

    private IEnumerable<string> Inner(string folder) => fileSystem.Directory.Exists(folder)
        ? fileSystem.Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
        : [];
}

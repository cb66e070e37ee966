using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Experiments.Store;

namespace LCam.Experiments.Garbage;

/// <summary>Files among the copies of runs made elsewhere that no such run has: a killed adoption left them. What an adopted run has is never garbage.</summary>
internal sealed class StrayCopies(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    // An adoption's files are there before its rows.
    private static readonly TimeSpan Youth = TimeSpan.FromHours(1);

    public IReadOnlyList<GarbageItem> Find()
    {
        var folder = fileSystem.Path.Combine(store.Folder, AdoptedFile.Folder);
        if (!fileSystem.Directory.Exists(folder))
        {
            return [];
        }

        var known = store.Adopted.Copies();
        return
        [
            .. from path in FileTrees.Look<string>(() => [.. fileSystem.Directory.EnumerateFiles(folder)])
               let name = $"{AdoptedFile.Folder}/{fileSystem.Path.GetFileName(path)}"
               where !known.Contains(name) && clock.GetUtcNow() - fileSystem.File.GetLastWriteTimeUtc(path) > Youth
               orderby name
               select new GarbageItem(name, "no run that was made elsewhere has it", name, fileSystem.BytesOf(path), null),
        ];
    }
}

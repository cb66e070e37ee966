using System.Collections.Concurrent;
using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>What there is in the folders of a store's runs: each folder is listed once, and each file that a run left is read once.</summary>
/// <param name="Strays">Folders of no run, relative to the stages' folder.</param>
/// <param name="Files">The files of each run that succeeded, by folder and by path relative to it.</param>
internal sealed record RunFolders(IReadOnlyCollection<string> Strays, IReadOnlyDictionary<string, IReadOnlyDictionary<string, RunFile>> Files)
{
    // A file that is nowhere in memory is waited for: so many at once keep a disk or a file server busy.
    private const int AtOnce = 16;

    private static readonly IReadOnlyDictionary<string, RunFile> None = new Dictionary<string, RunFile>(StringComparer.Ordinal);

    /// <summary>The files in a run's folder; none where it has no folder.</summary>
    public IReadOnlyDictionary<string, RunFile> Of(AuditedRun run) => Files.GetValueOrDefault(run.Folder, None);

    /// <summary>Reads the folders.</summary>
    /// <param name="stages">The folder of all stages' folders.</param>
    /// <param name="left">
    /// The files that each run left, by the run's folder; null for a run whose files are not asked for. In the order in which
    /// the folders were written, which is about that in which a disk has them.
    /// </param>
    /// <param name="whole">Whether stages that have none of these runs are looked at too.</param>
    public static RunFolders Read(IFileSystem fileSystem, string stages, IReadOnlyDictionary<string, List<ArtifactRecord>?> left, bool whole)
    {
        var path = fileSystem.Path;
        var there = fileSystem.Directory.Exists(stages)
            ? fileSystem.Directory.EnumerateDirectories(stages).Select(path.GetFileName).OfType<string>().ToHashSet(StringComparer.Ordinal)
            : [];
        var known = left.Keys.Select(folder => path.GetDirectoryName(folder)!).Distinct().Where(there.Contains).ToList();
        List<string> names = whole ? [.. known, .. there.Except(known)] : known;
        var strays = new ConcurrentBag<string>();
        var files = new ConcurrentDictionary<string, IReadOnlyDictionary<string, RunFile>>(StringComparer.Ordinal);
        Background.ForAll(names, AtOnce, stage =>
        {
            var parent = path.Combine(stages, stage);
            foreach (var place in fileSystem.Directory.EnumerateDirectories(parent))
            {
                var folder = $"{stage}/{path.GetFileName(place)}";
                if (!left.TryGetValue(folder, out var expected))
                {
                    strays.Add(folder);
                }
                else if (expected is not null)
                {
                    files[folder] = Read(fileSystem, place, expected);
                }
            }
        });
        return new RunFolders([.. strays.Order(StringComparer.Ordinal)], files);
    }

    private static Dictionary<string, RunFile> Read(IFileSystem fileSystem, string folder, List<ArtifactRecord> expected)
    {
        var files = new Dictionary<string, RunFile>(StringComparer.Ordinal);
        foreach (var file in fileSystem.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = file[(folder.Length + 1)..];
            if (expected.Find(artifact => artifact.Path == name) is { } left)
            {
                files.Add(left.Path, Read(fileSystem, file, left.Sha256));
            }
            else
            {
                files.Add(name, new RunFile(null, null));
            }
        }

        return files;
    }

    private static RunFile Read(IFileSystem fileSystem, string file, string expected)
    {
        try
        {
            // One text for both: of most files it stays in memory until all are read.
            var actual = FileHash.Of(fileSystem, file);
            return new RunFile(actual == expected ? expected : actual, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new RunFile(null, failure.Message);
        }
    }
}

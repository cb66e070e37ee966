using System.Collections.Concurrent;
using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>
/// How the folders of a store's runs differ from what the runs left: each folder is listed once, and each file that a run left
/// is read once. Nothing is kept of those that are as they were.
/// </summary>
/// <param name="Strays">Folders of no run, relative to the stages' folder.</param>
/// <param name="Differences">Of the folders that were asked about, by run, those that are not as they were.</param>
internal sealed record RunFolders(IReadOnlyList<string> Strays, IReadOnlyDictionary<string, FolderDifference> Differences)
{
    // A file that is nowhere in memory is waited for: so many at once keep a disk or a file server busy.
    private const int AtOnce = 16;

    // What a program that was at it may have left beside.
    private const string Log = "log.txt";
    private const string Checkpoints = "checkpoints";

    /// <summary>Reads the folders.</summary>
    /// <param name="stages">The folder of all stages' folders.</param>
    /// <param name="left">The runs' folders, in the order in which they were written: a disk has them about so.</param>
    /// <param name="whole">Whether stages that have none of these runs are looked at too.</param>
    public static RunFolders Read(IFileSystem fileSystem, string stages, IReadOnlyCollection<LeftFolder> left, bool whole, CancellationToken cancellation = default)
    {
        var there = fileSystem.Directory.Exists(stages)
            ? fileSystem.Directory.EnumerateDirectories(stages).Select(fileSystem.Path.GetFileName).OfType<string>().ToHashSet(StringComparer.Ordinal)
            : [];
        var expected = left.ToLookup(folder => folder.Stage, StringComparer.Ordinal);
        var known = expected.Select(stage => stage.Key).ToList();
        List<string> names = whole ? [.. known, .. there.Except(known)] : known;
        var (strays, differences) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, FolderDifference>(StringComparer.Ordinal));
        Background.ForAll(names, AtOnce, stage =>
        {
            cancellation.ThrowIfCancellationRequested();
            var gone = expected[stage].ToList();
            foreach (var place in there.Contains(stage) ? fileSystem.Directory.EnumerateDirectories(fileSystem.Path.Combine(stages, stage)) : [])
            {
                var name = fileSystem.Path.GetFileName(place);
                if (gone.Find(folder => folder.Name == name) is { } found)
                {
                    gone.Remove(found);
                    Add(found, folder => Compare(fileSystem, place, folder, folder.Files!));
                }
                else
                {
                    strays.Add($"{stage}/{name}");
                }
            }

            gone.ForEach(folder => Add(folder, _ => new FolderDifference(folder.Run, folder.Files!, [], [])));
        });
        return new RunFolders([.. strays.Order(StringComparer.Ordinal)], differences);

        void Add(LeftFolder folder, Func<LeftFolder, FolderDifference> compare)
        {
            if (folder.Files is not null && compare(folder) is var difference && difference.Missing.Count + difference.Changed.Count + difference.Added.Count > 0)
            {
                differences[folder.Run] = difference;
            }
        }
    }

    private static FolderDifference Compare(IFileSystem fileSystem, string place, LeftFolder folder, IReadOnlyList<ArtifactRecord> files)
    {
        var (missing, changed, added) = (files.ToList(), new List<ChangedFile>(), new List<string>());
        foreach (var path in fileSystem.Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories))
        {
            var name = path.AsSpan(place.Length + 1);
            var index = IndexOf(missing, name);
            if (index >= 0)
            {
                if (Compare(fileSystem, path, missing[index]) is { } difference)
                {
                    changed.Add(difference);
                }

                missing.RemoveAt(index);
            }
            else if (!name.SequenceEqual(Log) && !name.StartsWith(Checkpoints))
            {
                added.Add(name.ToString());
            }
        }

        added.Sort(StringComparer.Ordinal);
        return new FolderDifference(folder.Run, missing, [.. changed.OrderBy(file => file.Artifact.Path, StringComparer.Ordinal)], added);
    }

    private static int IndexOf(List<ArtifactRecord> files, ReadOnlySpan<char> name)
    {
        for (var index = 0; index < files.Count; index++)
        {
            if (name.SequenceEqual(files[index].Path))
            {
                return index;
            }
        }

        return -1;
    }

    private static ChangedFile? Compare(IFileSystem fileSystem, string path, ArtifactRecord artifact)
    {
        try
        {
            var actual = FileHash.Of(fileSystem, path);
            return actual == artifact.Sha256 ? null : new ChangedFile(artifact, actual, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ChangedFile(artifact, null, failure.Message);
        }
    }
}

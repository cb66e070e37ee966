using System.Collections.Concurrent;
using System.IO.Abstractions;
using System.Security.Cryptography;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Auditing;

/// <summary>
/// How the folders of a store's runs differ from what the runs left: each folder is listed once, and each file that a run left
/// is read once. Nothing is kept of those that are as they were.
/// </summary>
/// <param name="Strays">Folders of no run, and links in the place of folders, relative to the stages' folder.</param>
/// <param name="StrayFiles">Files beside the runs' folders, or beside the stages'.</param>
/// <param name="Differences">Of the folders that were asked about, by run, those that are not as they were.</param>
/// <param name="Journals">What the journals in these folders tell, by run: see <see cref="JournalDigests"/>.</param>
/// <param name="Taken">What they tell of numbers that were taken over from other runs, by the runs that did so.</param>
internal sealed record RunFolders(
    IReadOnlyList<string> Strays, IReadOnlyList<string> StrayFiles, IReadOnlyDictionary<string, FolderDifference> Differences,
    IReadOnlyDictionary<string, IReadOnlyList<(string Table, Digest Digest)>> Journals,
    IReadOnlyDictionary<string, IReadOnlyList<TakenEntry>> Taken)
{
    // A file that is nowhere in memory is waited for: so many at once keep a disk or a file server busy.
    private const int AtOnce = 16;

    // What a program that was at it may have left beside.
    private const string Checkpoints = "checkpoints/";
    private const string Lock = "lock";

    // Of journals larger than this one is taken apart at a time: it takes as much memory again.
    private const long Large = 1 << 24;

    private static readonly Lock LargeJournals = new();

    /// <summary>Reads the folders.</summary>
    /// <param name="stages">The folder of all stages' folders.</param>
    /// <param name="left">The runs' folders, in the order in which they were written: a disk has them about so.</param>
    /// <param name="whole">Whether stages that have none of these runs are looked at too.</param>
    public static RunFolders Read(IFileSystem fileSystem, string stages, IReadOnlyCollection<LeftFolder> left, bool whole, CancellationToken cancellation = default)
    {
        var (strays, strayFiles) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var (differences, journals) = (new ConcurrentDictionary<string, FolderDifference>(StringComparer.Ordinal), new ConcurrentDictionary<string, IReadOnlyList<(string, Digest)>>(StringComparer.Ordinal));
        var taken = new ConcurrentDictionary<string, IReadOnlyList<TakenEntry>>(StringComparer.Ordinal);
        var there = Folders(fileSystem, stages, "", whole, strays, strayFiles).ToHashSet(StringComparer.Ordinal);
        var expected = left.ToLookup(folder => folder.Stage, StringComparer.Ordinal);
        var known = expected.Select(stage => stage.Key).ToList();
        List<string> names = whole ? [.. known, .. there.Except(known)] : known;
        Background.ForAll(names, AtOnce, stage =>
        {
            cancellation.ThrowIfCancellationRequested();
            var gone = expected[stage].ToList();
            foreach (var name in there.Contains(stage) ? Folders(fileSystem, fileSystem.Path.Combine(stages, stage), $"{stage}/", true, strays, strayFiles) : [])
            {
                if (gone.Find(folder => folder.Name == name) is { } found)
                {
                    gone.Remove(found);
                    Add(found, folder => new FolderReader(fileSystem, fileSystem.Path.Combine(stages, stage, name), folder, journals, taken).Compare());
                }
                else
                {
                    strays.Add($"{stage}/{name}");
                }
            }

            gone.ForEach(folder => Add(folder, _ => new FolderDifference(folder.Run, folder.Files!, [], [])));
        });
        return new RunFolders([.. strays.Order(StringComparer.Ordinal)], [.. strayFiles.Order(StringComparer.Ordinal)], differences, journals, taken);

        void Add(LeftFolder folder, Func<LeftFolder, FolderDifference> compare)
        {
            if (folder.Files is not null && compare(folder) is var difference && difference.Missing.Count + difference.Changed.Count + difference.Added.Count > 0)
            {
                differences[folder.Run] = difference;
            }
        }
    }

    // The names of a folder's folders. What else is in it is told of, but for the lock of a stage.
    private static List<string> Folders(IFileSystem fileSystem, string place, string prefix, bool tells, ConcurrentBag<string> strays, ConcurrentBag<string> strayFiles)
    {
        var names = new List<string>();
        foreach (var entry in fileSystem.Directory.Exists(place) ? fileSystem.DirectoryInfo.New(place).EnumerateFileSystemInfos() : [])
        {
            if (entry is not IDirectoryInfo)
            {
                if (tells && (prefix.Length == 0 || entry.Name != Lock))
                {
                    strayFiles.Add(prefix + entry.Name);
                }

                continue;
            }

            names.Add(entry.Name);
            if (tells && entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                strays.Add(prefix + entry.Name);
            }
        }

        return names;
    }

    private sealed class FolderReader(
        IFileSystem fileSystem, string place, LeftFolder folder, ConcurrentDictionary<string, IReadOnlyList<(string, Digest)>> journals, ConcurrentDictionary<string, IReadOnlyList<TakenEntry>> taken)
    {
        public FolderDifference Compare()
        {
            var (missing, changed, added) = (folder.Files!.ToList(), new List<ChangedFile>(), new List<string>());
            foreach (var name in Names(""))
            {
                var path = fileSystem.Path.Combine(place, name);
                var index = missing.FindIndex(file => file.Path == name);
                if (index >= 0)
                {
                    if (Compare(path, missing[index]) is { } difference)
                    {
                        changed.Add(difference);
                    }

                    missing.RemoveAt(index);
                }
                else if (name != StageFolder.LogName && !(name.StartsWith(Checkpoints, StringComparison.Ordinal) && folder.Checkpoints?.Contains(name) != false))
                {
                    added.Add(name);
                }
            }

            added.Sort(StringComparer.Ordinal);
            return new FolderDifference(folder.Run, missing, [.. changed.OrderBy(file => file.Artifact.Path, StringComparer.Ordinal)], added);
        }

        // Links to folders are named, not followed: they lead anywhere, and in circles.
        private IEnumerable<string> Names(string prefix)
        {
            foreach (var entry in fileSystem.DirectoryInfo.New(fileSystem.Path.Combine(place, prefix)).EnumerateFileSystemInfos())
            {
                if (entry is not IDirectoryInfo || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    yield return prefix + entry.Name;
                    continue;
                }

                foreach (var name in Names($"{prefix}{entry.Name}/"))
                {
                    yield return name;
                }
            }
        }

        private ChangedFile? Compare(string path, ArtifactRecord artifact)
        {
            try
            {
                var actual = artifact.Role == "journal" ? Journal(path) : FileHash.Of(fileSystem, path);
                return actual == artifact.Sha256 ? null : new ChangedFile(artifact, actual, null);
            }
            catch (ProblemException failure)
            {
                return new ChangedFile(artifact, null, null, failure.Problems[0].What);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return new ChangedFile(artifact, null, failure.Message);
            }
        }

        // Read once for its hash and for what it tells.
        private string Journal(string path)
        {
            DataFile.Require(path);
            using var stream = fileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (stream.Length <= Large)
            {
                return Take(stream);
            }

            lock (LargeJournals)
            {
                return Take(stream);
            }
        }

        private string Take(Stream stream)
        {
            var bytes = GC.AllocateUninitializedArray<byte>(checked((int)Math.Min(stream.Length, Array.MaxLength)));
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (stream.ReadByte() >= 0)
            {
                throw new IOException("the journal grows, or is too large to be read");
            }

            var from = new List<TakenEntry>();
            journals[folder.Run] = JournalDigests.Of(bytes.AsSpan(0, length), from.Add);
            if (from.Count > 0)
            {
                taken[folder.Run] = from;
            }

            return Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length)));
        }
    }
}

using System.IO.Abstractions;
using LCam.Files;

namespace LCam.Experiments.Transfer;

/// <summary>
/// Where one import unpacks, <c>importing/NAME/</c> in a store, beside the mark of its process, <c>importing/NAME.lock</c>.
/// It goes with the import; that of a killed one is taken away by the next import, and by <c>gc</c>.
/// </summary>
internal sealed class ImportFolder : IDisposable
{
    private const string Name = "importing";
    private const string MarkEnding = ".lock";

    private readonly IFileSystem _fileSystem;
    private readonly ProcessMark _mark;

    private ImportFolder(IFileSystem fileSystem, string path, ProcessMark mark)
    {
        _fileSystem = fileSystem;
        Path = path;
        _mark = mark;
    }

    public string Path { get; }

    /// <summary>Makes a new one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static ImportFolder Make(IFileSystem fileSystem, string store)
    {
        var parent = fileSystem.Path.Combine(store, Name);
        while (true)
        {
            try
            {
                fileSystem.Directory.CreateDirectory(parent);
                var path = "";
                var mark = ProcessMark.Make(name => (path = fileSystem.Path.Combine(parent, name)) + MarkEnding);
                fileSystem.Directory.CreateDirectory(path);
                return new ImportFolder(fileSystem, path, mark);
            }
            catch (DirectoryNotFoundException)
            {
                // Another import that ended took the empty parent away just now.
            }
        }
    }

    /// <summary>The folders, relative to the store, that dead imports left: those whose mark can be had, and those without any, once they are old.</summary>
    public static IReadOnlyList<string> Dead(IFileSystem fileSystem, string store, DateTimeOffset old)
    {
        var parent = fileSystem.Path.Combine(store, Name);
        if (!fileSystem.Directory.Exists(parent))
        {
            return [];
        }

        var dead = new List<string>();
        foreach (var entry in fileSystem.Directory.EnumerateFileSystemEntries(parent).Order(StringComparer.Ordinal))
        {
            var (path, mark) = entry.EndsWith(MarkEnding, StringComparison.Ordinal) ? (entry[..^MarkEnding.Length], entry) : (entry, entry + MarkEnding);
            if (IsDead(fileSystem, entry, mark, old))
            {
                dead.Add(fileSystem.Path.GetRelativePath(store, path));
            }
        }

        return [.. dead.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a folder, relative to a store, is an import's.</summary>
    public static bool IsOne(string folder) => folder.StartsWith(Name + '/', StringComparison.Ordinal);

    /// <summary>Removes what dead imports left.</summary>
    public static void RemoveDead(IFileSystem fileSystem, string store, DateTimeOffset old)
    {
        foreach (var folder in Dead(fileSystem, store, old))
        {
            Remove(fileSystem, store, folder);
        }
    }

    /// <summary>Removes one that was found dead, if it still is.</summary>
    public static void Remove(IFileSystem fileSystem, string store, string folder)
    {
        var path = fileSystem.Path.Combine(store, folder);
        using (var mark = ProcessMark.TakeOver(path + MarkEnding))
        {
            if (mark is null && fileSystem.File.Exists(path + MarkEnding))
            {
                return;
            }

            // Of versions that had one place for all imports there may be single files.
            if (fileSystem.File.Exists(path))
            {
                fileSystem.File.Delete(path);
            }
            else if (fileSystem.Directory.Exists(path))
            {
                fileSystem.Directory.Delete(path, recursive: true);
            }
        }

        RemoveIfEmpty(fileSystem, fileSystem.Path.GetDirectoryName(path)!);
    }

    public void Dispose()
    {
        if (_fileSystem.Directory.Exists(Path))
        {
            _fileSystem.Directory.Delete(Path, recursive: true);
        }

        _mark.Dispose();
        RemoveIfEmpty(_fileSystem, _fileSystem.Path.GetDirectoryName(Path)!);
    }

    private static bool IsDead(IFileSystem fileSystem, string entry, string mark, DateTimeOffset old)
    {
        if (!fileSystem.File.Exists(mark))
        {
            return fileSystem.File.GetLastWriteTimeUtc(entry) < old.UtcDateTime;
        }

        // Only looked at: it is given back without its file going.
        try
        {
            using var held = new FileStream(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void RemoveIfEmpty(IFileSystem fileSystem, string folder)
    {
        try
        {
            fileSystem.Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another import is in it, or took it away.
        }
    }
}

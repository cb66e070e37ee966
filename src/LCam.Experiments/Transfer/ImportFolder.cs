using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Files;

namespace LCam.Experiments.Transfer;

/// <summary>
/// Where one import unpacks: a folder of its own in a store's <c>importing/</c>, whose name says whose it is. It goes
/// with the import; that of a killed one is taken away by the next import, and by <c>gc</c>.
/// </summary>
internal sealed class ImportFolder : IDisposable
{
    private const string Parent = "importing";
    private const string Stem = "import";

    // Whose process lives elsewhere, or says nothing of itself, is not at work for so long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // An import that ends takes the empty parent away once: so often others do not end in a row.
    private const int Tries = 100;

    private readonly IFileSystem _fileSystem;

    private ImportFolder(IFileSystem fileSystem, string path)
    {
        _fileSystem = fileSystem;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Makes a new one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static ImportFolder Make(IFileSystem fileSystem, string store)
    {
        var path = AsideName.For(fileSystem.Path.Combine(store, Parent, Stem));
        for (var again = Tries; ; again--)
        {
            try
            {
                fileSystem.Directory.CreateDirectory(path);
                return new ImportFolder(fileSystem, path);
            }
            catch (DirectoryNotFoundException) when (again > 0)
            {
                // Another import ended between the making of the parent and of this folder, and took the parent away.
            }
        }
    }

    /// <summary>Whether a folder, relative to a store, is an import's.</summary>
    public static bool IsOne(string folder) => folder.StartsWith(Parent + '/', StringComparison.Ordinal);

    /// <summary>Removes what imports left whose processes are certainly gone.</summary>
    public static void RemoveDead(IFileSystem fileSystem, string store)
    {
        AsideName.RemoveDead(fileSystem.Path.Combine(store, Parent, Stem));
        RemoveIfEmpty(fileSystem, fileSystem.Path.Combine(store, Parent));
    }

    /// <summary>What imports left, relative to the store: of processes that are gone, and whatever has lain there for a day.</summary>
    public static IEnumerable<string> Left(IFileSystem fileSystem, string store, DateTimeOffset now)
    {
        var parent = fileSystem.Path.Combine(store, Parent);
        return fileSystem.Directory.Exists(parent)
            ? fileSystem.Directory.EnumerateFileSystemEntries(parent)
                .Where(path => AsideName.Parse(path) is { Writer.IsGone: true } || now.UtcDateTime - fileSystem.File.GetLastWriteTimeUtc(path) > Longest)
                .Order(StringComparer.Ordinal)
                .Select(path => fileSystem.Path.GetRelativePath(store, path))
            : [];
    }

    /// <summary>Removes such a thing.</summary>
    public static void Remove(IFileSystem fileSystem, string store, string left)
    {
        // Of versions that had one place for all imports there may be single files.
        fileSystem.DeleteTree(fileSystem.Path.Combine(store, left));
        RemoveIfEmpty(fileSystem, fileSystem.Path.Combine(store, Parent));
    }

    public void Dispose()
    {
        // What made the import fail is the fault to tell of. A folder that stays is removed by the next import, or by gc.
        try
        {
            _fileSystem.DeleteTree(Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }

        AsideName.Done(Path);
        RemoveIfEmpty(_fileSystem, _fileSystem.Path.GetDirectoryName(Path)!);
    }

    private static void RemoveIfEmpty(IFileSystem fileSystem, string folder)
    {
        try
        {
            fileSystem.Directory.Delete(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another import is in it, or took it away.
        }
    }
}

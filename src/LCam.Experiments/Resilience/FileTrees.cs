using System.IO.Abstractions;

namespace LCam.Experiments.Resilience;

/// <summary>Files and folders that may vanish at any moment, because somebody else removes them, too.</summary>
internal static class FileTrees
{
    /// <summary>The folders in one, in order; none where there is no such folder.</summary>
    public static IReadOnlyList<string> FoldersIn(this IFileSystem fileSystem, string folder)
    {
        try
        {
            return [.. fileSystem.Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>What is found at a place; nothing where it is on another machine, or nobody may look into it: that is no reason to pass over others.</summary>
    public static IReadOnlyList<T> Look<T>(Func<IReadOnlyList<T>> look)
    {
        try
        {
            return look();
        }
        catch (Exception failure) when (IsOfOnePlace(failure))
        {
            return [];
        }
    }

    /// <summary>Whether a failure is of the path that was asked about.</summary>
    public static bool IsOfOnePlace(Exception failure) => failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The size of a file, or of all files in a folder; 0 for nothing.</summary>
    public static long BytesOf(this IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.Directory.Exists(path)
                ? fileSystem.DirectoryInfo.New(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0)
                : fileSystem.File.Exists(path) ? fileSystem.FileInfo.New(path).Length : 0;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // It is gone, or nobody may look into it.
            return 0;
        }
    }

    /// <summary>Removes a file, or a folder with all in it, where it is there.</summary>
    public static void DeleteTree(this IFileSystem fileSystem, string path)
    {
        try
        {
            if (fileSystem.Directory.Exists(path))
            {
                fileSystem.Directory.Delete(path, recursive: true);
            }
            else
            {
                fileSystem.File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody else was first.
        }
    }
}

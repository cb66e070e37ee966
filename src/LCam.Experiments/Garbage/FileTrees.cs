using System.IO.Abstractions;

namespace LCam.Experiments.Garbage;

/// <summary>Files and folders that may vanish at any moment, because somebody else removes them, too.</summary>
internal static class FileTrees
{
    /// <summary>The size of a file, or of all files in a folder; 0 for nothing.</summary>
    public static long BytesOf(this IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.Directory.Exists(path)
                ? fileSystem.DirectoryInfo.New(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0)
                : fileSystem.File.Exists(path) ? fileSystem.FileInfo.New(path).Length : 0;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
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

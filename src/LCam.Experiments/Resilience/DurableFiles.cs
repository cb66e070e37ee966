using System.IO.Abstractions;
using LCam.Files;

namespace LCam.Experiments.Resilience;

/// <summary>
/// The way to the disk of files that go through an injected file system. The real one has the machine's own disks, and
/// one that is an <see cref="IDisk"/> itself has those. One in memory has none: there nothing can fail.
/// </summary>
internal static class DurableFiles
{
    /// <summary>The disks of a file system; null for one in memory.</summary>
    public static IDisk? Disk(this IFileSystem fileSystem) => fileSystem as IDisk ?? (fileSystem is FileSystem ? Files.Disk.Real : null);

    /// <summary>Returns when the names in a folder are on the disk.</summary>
    /// <exception cref="DiskFault">They are not.</exception>
    public static void FlushFolder(this IFileSystem fileSystem, string folder) => fileSystem.Disk()?.FlushFolder(folder);

    /// <summary>Replaces a file at once: written under another name, flushed to the disk, renamed. A crash leaves the old file or the new one.</summary>
    /// <param name="aside">
    /// The other name, for files of a folder that has one writer at a time. Null for outputs: they get a name that tells
    /// whose it is, what killed processes left of the file is taken away before, and of a link what it leads to is replaced.
    /// </param>
    /// <exception cref="DiskFault">The disk did not take it; the old file stands.</exception>
    public static void Replace(this IFileSystem fileSystem, string path, Action<Stream> write, string? aside = null)
    {
        var full = fileSystem.Path.GetFullPath(path);
        if (aside is null)
        {
            full = fileSystem.Disk() is null ? full : FileLinks.Target(full);
            AsideName.RemoveDead(full);
            aside = AsideName.For(full);
        }
        else
        {
            // A dead writer may have left it. It is made anew: written to, a link would lead out of the folder.
            fileSystem.File.Delete(aside);
        }

        try
        {
            using (var file = new DurableStream(fileSystem, aside, FileMode.CreateNew))
            {
                write(file.Stream);
                file.Flush();
            }

            fileSystem.File.Move(aside, full, overwrite: true);
        }
        catch
        {
            DeleteQuietly(fileSystem, aside);
            throw;
        }
        finally
        {
            AsideName.Done(aside);
        }

        fileSystem.FlushFolder(fileSystem.Path.GetDirectoryName(full)!);
    }

    /// <summary>Brings a folder that was written aside to the disk, with all files and folders in it.</summary>
    /// <exception cref="DiskFault">Some of it is not there.</exception>
    public static void FlushTree(this IFileSystem fileSystem, string folder)
    {
        if (fileSystem.Disk() is not { } disk)
        {
            return;
        }

        foreach (var path in fileSystem.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            disk.Flush(stream);
        }

        foreach (var inner in fileSystem.Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            disk.FlushFolder(inner);
        }
    }

    // The first fault is the one to tell of.
    private static void DeleteQuietly(IFileSystem fileSystem, string path)
    {
        try
        {
            fileSystem.File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It stays, under a name that the next writer or gc knows.
        }
    }
}

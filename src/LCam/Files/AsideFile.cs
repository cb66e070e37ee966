using LCam.Problems;

namespace LCam.Files;

/// <summary>
/// Replaces a file at once: written aside, flushed to the disk, renamed. A crash leaves the old file or the new one. A link
/// is replaced itself, for it may lead anywhere: who means what it leads to, asks <see cref="FileLinks"/> first.
/// </summary>
public static class AsideFile
{
    /// <summary>Writes a file. What killed processes left of it is taken away before.</summary>
    /// <exception cref="ProblemException">The place cannot be written (<see cref="ProblemKind.Environment"/>).</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, Disk.Real);

    internal static void Write(string path, Action<Stream> write, IDisk disk)
    {
        try
        {
            var full = Path.GetFullPath(path);
            AsideName.RemoveDead(full);
            var aside = AsideName.For(full);
            try
            {
                using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
                {
                    write(stream);
                    disk.Flush(stream);
                }

                File.Move(aside, full, overwrite: true);
            }
            catch
            {
                DeleteQuietly(aside);
                throw;
            }
            finally
            {
                AsideName.Done(aside);
            }

            disk.FlushFolder(Path.GetDirectoryName(full)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"cannot be written: {failure.Message}"), failure);
        }
    }

    // The first fault is the one to tell of.
    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It stays, under a name that the next writer knows.
        }
    }
}

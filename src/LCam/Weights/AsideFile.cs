using System.Globalization;
using LCam.Files;
using LCam.Problems;

namespace LCam.Weights;

/// <summary>Replaces a file at once: written aside, flushed to the disk, renamed. A crash leaves the old file or the new one.</summary>
public static class AsideFile
{
    /// <exception cref="ProblemException">The place cannot be written (<see cref="ProblemKind.Environment"/>).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var aside = Path.Combine(Path.GetDirectoryName(full) ?? "", $".{Path.GetFileName(full)}.{process}.partial");
        try
        {
            try
            {
                using (var stream = new FileStream(aside, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
                {
                    write(stream);
                    DurableFile.Flush(stream);
                }

                File.Move(aside, full, overwrite: true);
                DurableFolder.Flush(Path.GetDirectoryName(full)!);
            }
            catch
            {
                File.Delete(aside);
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"cannot be written: {failure.Message}"), failure);
        }
    }
}

using System.IO.Abstractions;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Auditing;

/// <summary>A file beside the store, read whole. Who writes there can put a pipe or a device in its place: that is a finding, and nothing is read.</summary>
/// <param name="Bytes">Its content; null where it could not be read.</param>
/// <param name="Why">Why it could not.</param>
internal sealed record AuditedFile(byte[]? Bytes, string Why)
{
    /// <summary>Reads a file.</summary>
    public static AuditedFile Read(IFileSystem fileSystem, string path)
    {
        try
        {
            DataFile.Require(path);
            return fileSystem.File.Exists(path) ? new AuditedFile(fileSystem.File.ReadAllBytes(path), "") : new AuditedFile(null, "the file is gone");
        }
        catch (ProblemException failure)
        {
            return new AuditedFile(null, failure.Problems[0].What);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new AuditedFile(null, $"it cannot be read: {failure.Message}");
        }
    }
}

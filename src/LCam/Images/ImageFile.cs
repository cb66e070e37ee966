using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>File access for images and lists: whatever goes wrong becomes a problem that names the file.</summary>
internal static class ImageFile
{
    internal static byte[] ReadAllBytes(string path)
    {
        // A folder is told by the words that every reader of pictures has for it.
        if (Directory.Exists(path))
        {
            throw Unreadable(path, new IOException());
        }

        try
        {
            return DataFile.ReadBytes(path, ImageDecoder.MaxBytes);
        }
        catch (Exception failure) when (IsAccessFailure(failure))
        {
            throw Unreadable(path, failure);
        }
    }

    /// <summary>Whether the exception says that a path is wrong or its file not accessible.</summary>
    internal static bool IsAccessFailure(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException;

    internal static ProblemException Unreadable(string path, Exception failure)
    {
        if (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file"), failure);
        }

        var what = Directory.Exists(path) ? "this is a folder, not a file" : $"the file cannot be read: {failure.Message}";
        return new ProblemException(ProblemKind.InvalidInput, new Problem(path, what), failure);
    }

    internal static ProblemException Unwritable(string path, Exception failure) =>
        new(ProblemKind.Environment, new Problem(path, $"the file cannot be written: {failure.Message}"), failure);
}

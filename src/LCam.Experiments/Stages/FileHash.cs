using System.IO.Abstractions;
using System.Security.Cryptography;

namespace LCam.Experiments.Stages;

/// <summary>SHA-256 of files.</summary>
internal static class FileHash
{
    /// <summary>Lower-case hexadecimal SHA-256 of a file's content.</summary>
    public static string Of(IFileSystem fileSystem, string path)
    {
        using var stream = fileSystem.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

using System.Buffers;
using System.IO.Abstractions;
using System.Security.Cryptography;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Stages;

/// <summary>SHA-256 of files.</summary>
internal static class FileHash
{
    // Most files are smaller, and then read and hashed by one call each: an audit has hundreds of thousands.
    private const int Chunk = 1 << 17;

    /// <summary>Lower-case hexadecimal SHA-256 of a file's content.</summary>
    /// <exception cref="ProblemException">It is no regular file.</exception>
    public static string Of(IFileSystem fileSystem, string path)
    {
        DataFile.Require(path);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            using var stream = fileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length < buffer.Length)
            {
                return Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, length)));
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (; length > 0; length = stream.Read(buffer))
            {
                hash.AppendData(buffer, 0, length);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

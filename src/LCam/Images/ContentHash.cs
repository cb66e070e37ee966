using System.Security.Cryptography;
using System.Text;
using LCam.Arrays;
using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>SHA-256 of a file's content, as 64 lower-case hexadecimal digits.</summary>
public static class ContentHash
{
    /// <summary>Hashes the whole file.</summary>
    /// <exception cref="ProblemException">The file is missing or cannot be read.</exception>
    public static string OfFile(string path) => OfFile(path, null);

    /// <summary>Hashes a file, or the arrays of a folder of maps that another program made: names and contents.</summary>
    /// <exception cref="ProblemException">It is missing or cannot be read.</exception>
    public static string OfMaps(string path, IContentHashCache? cache)
    {
        if (!Directory.Exists(path))
        {
            return OfFile(path, cache);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in ArrayFolder.Files(path))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{OfFile(file, cache)} {name}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Hashes the file unless the cache knows the hash of what has this path, size and modification time.</summary>
    /// <exception cref="ProblemException">The file is missing, cannot be read, or is no regular file.</exception>
    public static string OfFile(string path, IContentHashCache? cache)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                DataFile.Require(path);
            }

            // Size and time are asked of the open file, not of its name: a symbolic link's own would never change.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            if (cache is null)
            {
                return Convert.ToHexStringLower(SHA256.HashData(stream));
            }

            var stamp = new FileStamp(Path.GetFullPath(path), stream.Length, File.GetLastWriteTimeUtc(stream.SafeFileHandle).Ticks);
            if (cache.Find(stamp) is { } known)
            {
                return known;
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            cache.Add(stamp, hash);
            return hash;
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unreadable(path, failure);
        }
    }
}

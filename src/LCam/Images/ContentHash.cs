using System.Security.Cryptography;
using System.Text;
using LCam.Arrays;
using LCam.Files;
using LCam.Problems;
using Mono.Unix.Native;

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

    /// <summary>Size and modification time of the regular file that a path leads to, links followed; null where there is none. It is not opened.</summary>
    public static FileStamp? StampOf(string path)
    {
        var full = Path.GetFullPath(path);
        return Syscall.stat(full, out var status) == 0 && (status.st_mode & FilePermissions.S_IFMT) == FilePermissions.S_IFREG
            ? new FileStamp(full, status.st_size, DateTime.UnixEpoch.Ticks + (status.st_mtime * TimeSpan.TicksPerSecond) + (status.st_mtime_nsec / TimeSpan.NanosecondsPerTick))
            : null;
    }

    /// <summary>Hashes the file unless the cache knows the hash of what has this path, size and modification time.</summary>
    /// <exception cref="ProblemException">The file is missing, cannot be read, or is no regular file.</exception>
    public static string OfFile(string path, IContentHashCache? cache)
    {
        // Most files are known: opening a million of them would take longer than all else.
        if (cache is not null && StampOf(path) is { } unopened && cache.Find(unopened) is { } remembered)
        {
            return remembered;
        }

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

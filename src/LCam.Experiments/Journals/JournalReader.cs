using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Files;

namespace LCam.Experiments.Journals;

/// <summary>Reads a journal's whole lines from an offset on; a torn tail is left for later.</summary>
public static class JournalReader
{
    // An ablation's line has all images of a layer, some 120 bytes each: this is room for half a million.
    private const int LongestLine = 1 << 26;
    private const int FirstBuffer = 1 << 16;

    // A stream's own buffer would still have what its writer cut off meanwhile.
    private const int Unbuffered = 0;

    /// <summary>The whole, intact lines from <paramref name="offset"/> on, each with the offset just behind it; none where there is no journal.</summary>
    /// <remarks>Stops at the first line that is torn, altered or longer than any: nothing behind such a line can be trusted.</remarks>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="Problems.ProblemException">It is no regular file, or a later lcam wrote it.</exception>
    public static IEnumerable<PlacedEntry> Read(IFileSystem fileSystem, string path, long offset = 0)
    {
        using var stream = Open(fileSystem, path);
        foreach (var placed in stream is null ? [] : Read(stream, path, offset))
        {
            yield return placed;
        }
    }

    /// <summary>The same, of a journal that is open.</summary>
    internal static IEnumerable<PlacedEntry> Read(Stream stream, string path, long offset)
    {
        stream.Seek(Math.Min(offset, stream.Length), SeekOrigin.Begin);
        var (buffer, start, filled, at) = (new byte[FirstBuffer], 0, 0, offset);
        while (true)
        {
            var length = Array.IndexOf(buffer, (byte)'\n', start, filled - start) - start;
            if (length >= 0)
            {
                if (JournalLine.Decode(buffer.AsSpan(start, length)) is not { } entry)
                {
                    yield break;
                }

                if (entry is StretchEntry { Format: var format })
                {
                    RunFormat.Require(path, format);
                }

                start += length + 1;
                at += length + 1;
                yield return new PlacedEntry(entry, at);
                continue;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (start, filled) = (0, filled - start);
            if (filled == buffer.Length)
            {
                if (filled >= LongestLine)
                {
                    yield break;
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }

            if (stream.Read(buffer, filled, buffer.Length - filled) is var read and > 0)
            {
                filled += read;
            }
            else
            {
                yield break;
            }
        }
    }

    /// <summary>Opens a journal that others write; null where there is none.</summary>
    /// <remarks>A pipe would keep its reader for ever, and a folder in the journal's place is no journal that is not there yet.</remarks>
    internal static FileSystemStream? Open(IFileSystem fileSystem, string path)
    {
        if (fileSystem.Disk() is not null)
        {
            DataFile.Require(path);
        }

        return fileSystem.File.Exists(path) ? fileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Unbuffered) : null;
    }
}

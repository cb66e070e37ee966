using System.IO.Abstractions;
using LCam.Files;

namespace LCam.Experiments.Journals;

/// <summary>Reads a journal's whole lines from an offset on; a torn tail is left for later.</summary>
public static class JournalReader
{
    /// <summary>The whole, intact lines from <paramref name="offset"/> on, each with the offset just behind it.</summary>
    /// <remarks>Stops at the first torn or altered line: nothing behind such a line can be trusted.</remarks>
    public static IEnumerable<PlacedEntry> Read(IFileSystem fileSystem, string path, long offset = 0)
    {
        if (!fileSystem.File.Exists(path))
        {
            yield break;
        }

        DataFile.Require(path);
        byte[] bytes;
        using (var stream = fileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.Seek(Math.Min(offset, stream.Length), SeekOrigin.Begin);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            bytes = memory.ToArray();
        }

        var start = 0;
        while (Array.IndexOf(bytes, (byte)'\n', start) is var end and >= 0)
        {
            if (JournalLine.Decode(bytes.AsSpan(start, end - start)) is not { } entry)
            {
                yield break;
            }

            start = end + 1;
            yield return new PlacedEntry(entry, offset + start);
        }
    }
}

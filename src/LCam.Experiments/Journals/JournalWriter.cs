using System.IO.Abstractions;

namespace LCam.Experiments.Journals;

/// <summary>Appends to a journal. Each line reaches the operating system at once and the disk at <see cref="Sync"/>.</summary>
public sealed class JournalWriter : IDisposable
{
    private readonly FileSystemStream _stream;

    /// <param name="fileSystem">Where the journal is.</param>
    /// <param name="path">The journal; made when absent.</param>
    /// <param name="length">What to keep of it: all behind is cut off, for it was written after the point from which work goes on.</param>
    public JournalWriter(IFileSystem fileSystem, string path, long length)
    {
        _stream = fileSystem.FileStream.New(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        _stream.SetLength(length);
        _stream.Seek(0, SeekOrigin.End);
    }

    public void Append(JournalEntry entry)
    {
        _stream.Write(JournalLine.Encode(entry));
        _stream.Flush();
    }

    /// <summary>Returns when every line so far is on the disk.</summary>
    public void Sync() => _stream.Flush(flushToDisk: true);

    public void Dispose()
    {
        Sync();
        _stream.Dispose();
    }
}

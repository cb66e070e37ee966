using System.IO.Abstractions;

namespace LCam.Experiments.Journals;

/// <summary>
/// Reads on in a journal that is being written: the file stays open, and each call takes the lines that are whole since the
/// last one. A torn line is read again from its beginning, for its writer may have cut it off and written another. Where the
/// journal was cut before the place, as by a worker that goes on from a checkpoint, all of it is read again.
/// </summary>
internal sealed class JournalTail(IFileSystem fileSystem, string path) : IDisposable
{
    // The checksum of a line, and what stands around it: the line that was taken last is known by it.
    private const int MarkLength = 19;

    private FileSystemStream? _stream;
    private byte[] _mark = [];

    /// <summary>The offset behind the last line that was taken.</summary>
    public long Offset { get; private set; }

    /// <summary>The whole lines from <see cref="Offset"/> on; they count as taken when <see cref="Take"/> says so. None where there is no journal yet.</summary>
    /// <inheritdoc cref="JournalReader.Read(IFileSystem, string, long)" path="/exception"/>
    public IReadOnlyList<PlacedEntry> Read()
    {
        try
        {
            _stream ??= JournalReader.Open(fileSystem, path);
            if (_stream is null || _stream.Length == Offset)
            {
                return [];
            }

            if (!Mark(_stream).AsSpan().SequenceEqual(_mark))
            {
                (Offset, _mark) = (0, []);
            }

            return [.. JournalReader.Read(_stream, path, Offset)];
        }
        catch
        {
            // A handle of a network's file system may have gone stale: the next try opens the file anew.
            Close();
            throw;
        }
    }

    /// <summary>Goes on behind a line that was just read.</summary>
    public void Take(PlacedEntry last)
    {
        Offset = last.End;
        _mark = _stream is null ? [] : Mark(_stream);
    }

    /// <summary>
    /// Lets go of the file; the next call opens it anew. What another machine wrote and closed is seen for sure only by who
    /// opens the file afterwards.
    /// </summary>
    public void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }

    public void Dispose() => Close();

    // What stands just before the place; less where the journal is shorter.
    private byte[] Mark(Stream stream)
    {
        var mark = new byte[Math.Min(MarkLength, Offset)];
        stream.Seek(Offset - mark.Length, SeekOrigin.Begin);
        return mark[..stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false)];
    }
}

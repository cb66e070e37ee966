using System.IO.Abstractions;
using LCam.Experiments.Resilience;
using LCam.Files;

namespace LCam.Experiments.Journals;

/// <summary>
/// Appends to a journal. Each line reaches the operating system at once and the disk at <see cref="Sync"/>. Lines that the
/// disk refused are cut off: they may still be read from memory now, and be gone after the next start of the machine.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private readonly DurableStream _file;
    private readonly string _path;
    private long _safe;

    /// <param name="fileSystem">Where the journal is.</param>
    /// <param name="path">The journal; made when absent.</param>
    /// <param name="length">What to keep of it: all behind is cut off, for it was written after the point from which work goes on.</param>
    public JournalWriter(IFileSystem fileSystem, string path, long length)
    {
        _path = path;
        _file = new DurableStream(fileSystem, path, FileMode.OpenOrCreate);
        _safe = length;
        try
        {
            _file.Stream.SetLength(length);
            _file.Stream.Seek(0, SeekOrigin.End);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public void Append(JournalEntry entry)
    {
        _file.Stream.Write(JournalLine.Encode(entry));
        _file.Stream.Flush();
    }

    /// <summary>Returns when every line so far is on the disk.</summary>
    /// <exception cref="DiskFault">They are not: those since the last time are no longer in the journal, which takes no more.</exception>
    public void Sync()
    {
        try
        {
            _file.Flush();
            _safe = _file.Stream.Length;
        }
        catch (IOException failure)
        {
            var lost = CutToSafe();
            throw new DiskFault(FormattableString.Invariant($"{failure.Message}; the {lost} bytes that '{_path}' got since it was last safe on the disk are cut off"), failure);
        }
    }

    public void Dispose()
    {
        try
        {
            if (!_file.HasFailed)
            {
                Sync();
            }
        }
        finally
        {
            _file.Dispose();
        }
    }

    private long CutToSafe()
    {
        try
        {
            var lost = Math.Max(0, _file.Stream.Length - _safe);
            _file.Stream.SetLength(_safe);
            return lost;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A disk that does not even do this has nothing that a later start would read.
            return 0;
        }
    }
}

using System.IO.Abstractions;
using LCam.Files;

namespace LCam.Experiments.Resilience;

/// <summary>
/// A file of an injected file system that is written and brought to the disk. After one failed request it is given up:
/// a second one would be called a success, with the bytes lost.
/// </summary>
internal sealed class DurableStream : IDisposable
{
    private readonly FileStream? _file;
    private readonly IDisk? _disk;
    private readonly FileSystemStream _stream;

    public DurableStream(IFileSystem fileSystem, string path, FileMode mode)
    {
        _disk = fileSystem.Disk();
        if (_disk is null)
        {
            _stream = fileSystem.FileStream.New(path, mode, FileAccess.Write, FileShare.Read);
        }
        else
        {
            _file = new FileStream(path, mode, FileAccess.Write, FileShare.Read);
            _stream = fileSystem.FileStream.Wrap(_file);
        }
    }

    public Stream Stream => _stream;

    /// <summary>The disk refused some of it.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Returns when everything so far is on the disk.</summary>
    /// <exception cref="DiskFault">It is not, now or before.</exception>
    public void Flush()
    {
        if (HasFailed)
        {
            throw new DiskFault($"the disk did not take '{_stream.Name}' before: it is given up");
        }

        try
        {
            if (_file is null)
            {
                _stream.Flush(flushToDisk: true);
            }
            else
            {
                _disk!.Flush(_file);
            }
        }
        catch (IOException)
        {
            HasFailed = true;
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();
}

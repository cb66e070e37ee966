using System.Text;
using LCam.Files;
using LCam.Images;
using LCam.Problems;

namespace LCam.Labelling;

/// <summary>
/// The labels so far, in a file beside the list that is being made: one line that says what they are, then the list's
/// lines as they come. It is locked while it is open; it outlives a kill, and what a power cut tears off is redone.
/// </summary>
internal sealed class PartialLabels : IDisposable
{
    private const int BatchesBetweenSyncs = 16;

    private readonly FileStream _stream;
    private readonly IReadOnlyList<ImageListEntry> _entries;
    private readonly string _path;
    private readonly IDisk _disk;
    private long _headerBytes;
    private long _safe;
    private int _batches;
    private bool _keep = true;

    private PartialLabels(string path, FileStream stream, IReadOnlyList<ImageListEntry> entries, IDisk disk)
    {
        _path = path;
        _disk = disk;
        _stream = stream;
        _entries = entries;
    }

    /// <summary>Rows whose labels are in the file: a whole number of batches, or all.</summary>
    public int Done { get; private set; }

    /// <summary>Opens the file behind its last whole batch, or makes it.</summary>
    /// <exception cref="ProblemException">It is of other settings, in use, or cannot be written.</exception>
    public static PartialLabels Open(string path, LabellingSettings settings, IReadOnlyList<ImageListEntry> entries, bool restart, IDisk? disk = null)
    {
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
            var labels = new PartialLabels(path, stream, entries, disk ?? Disk.Real);
            try
            {
                labels.Resume(settings, restart);
                return labels;
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unwritable(path, failure);
        }
    }

    /// <summary>Appends the next rows' labels. They outlive the process at once, and every so often a power cut too.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public void Append(IReadOnlyList<int> labels)
    {
        var text = new StringBuilder();
        foreach (var label in labels)
        {
            text.Append(ImageListLine.Format(_entries[Done++].Path, label)).Append('\n');
        }

        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
            _stream.Flush();
            AsideName.Done(_path);
            if (++_batches % BatchesBetweenSyncs == 0)
            {
                Sync();
            }
        }
        catch (IOException failure)
        {
            throw ImageFile.Unwritable(_path, failure);
        }
    }

    /// <summary>Makes the list of the labels, which must be complete, and removes the partial file.</summary>
    /// <exception cref="ProblemException">The list cannot be written.</exception>
    public void Finish(string list)
    {
        AsideFile.Write(FileLinks.Target(list), target =>
        {
            _stream.Position = _headerBytes;
            _stream.CopyTo(target);
        });
        _keep = false;
    }

    public void Dispose()
    {
        AsideName.Done(_path);
        if (!_keep || Done == 0)
        {
            // Removed while still locked: nobody else can have begun to go on with it.
            File.Delete(_path);
        }

        _stream.Dispose();
    }

    private void Resume(LabellingSettings settings, bool restart)
    {
        if (restart || ReadLine() is not { } header)
        {
            Begin(settings);
            return;
        }

        var differences = settings.Differences(header);
        if (differences is not [])
        {
            var what = differences is null
                ? "is in the way: it holds no labels of an interrupted run"
                : $"holds the labels of an interrupted run with other settings: {string.Join(", ", differences)}";
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(_path, what, "delete it, or give --restart to begin anew"));
        }

        _headerBytes = _stream.Position;
        SkipWholeBatches(settings);

        // A killed process may have left lines that the disk does not have yet.
        Sync();
    }

    // Lines that the disk refused may still be read from memory now, and be gone after the next start of the machine.
    private void Sync()
    {
        try
        {
            _disk.Flush(_stream);
            _safe = _stream.Length;
        }
        catch (IOException)
        {
            _stream.SetLength(_safe);
            throw;
        }
    }

    private void Begin(LabellingSettings settings)
    {
        // Nothing to go on from: who is stopped now leaves nothing.
        AsideName.Register(_path);
        _stream.SetLength(0);
        _stream.Write(Encoding.UTF8.GetBytes(settings.ToLine() + "\n"));
        Sync();
        _headerBytes = _stream.Position;
    }

    private void SkipWholeBatches(LabellingSettings settings)
    {
        var end = _headerBytes;
        for (var row = 0; row < _entries.Count && ReadLine() is { } line; row++)
        {
            var wrong = ImageListLine.Parse(line, settings.Classes, out var image, out _);
            if (wrong is not null || image != _entries[row].Path)
            {
                break;
            }

            if ((row + 1) % settings.BatchSize == 0 || row + 1 == _entries.Count)
            {
                (Done, end) = (row + 1, _stream.Position);
            }
        }

        _stream.SetLength(end);
        _stream.Position = end;
    }

    // A line without its end was torn: it counts as absent.
    private string? ReadLine()
    {
        var bytes = new List<byte>();
        for (var next = _stream.ReadByte(); next >= 0; next = _stream.ReadByte())
        {
            if (next == '\n')
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }

            bytes.Add((byte)next);
        }

        return null;
    }
}

using System.IO.Abstractions;
using LCam.Files;

namespace LCam.Experiments.Tests.Resilience;

/// <summary>The machine's file system on a disk that refuses what a test says, once asked for it to be safe.</summary>
internal sealed class FailingDisk : FileSystem, IDisk
{
    private readonly List<string> _asked = [];

    /// <summary>Whether a path is refused.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    /// <summary>How often the disk was asked to take a file or folder whose name ends so.</summary>
    public int Asked(string ending) => _asked.Count(path => path.EndsWith(ending, StringComparison.Ordinal));

    public void Flush(FileStream stream)
    {
        stream.Flush();
        Ask(stream.Name);
    }

    public void FlushFolder(string folder) => Ask(folder);

    private void Ask(string path)
    {
        lock (_asked)
        {
            _asked.Add(path);
        }

        if (Fails(path))
        {
            throw new DiskFault($"the disk did not take '{path}': injected");
        }
    }
}

using LCam.Files;

namespace LCam.Tests.Files;

/// <summary>The machine's disk, but for what a test says that it refuses.</summary>
internal sealed class FailingDisk : IDisk
{
    /// <summary>Whether files are refused.</summary>
    public bool FailsFiles { get; set; }

    /// <summary>Whether folders are.</summary>
    public bool FailsFolders { get; set; }

    public void Flush(FileStream stream)
    {
        stream.Flush();
        Ask(FailsFiles, stream.Name);
    }

    public void FlushFolder(string folder) => Ask(FailsFolders, folder);

    private static void Ask(bool fails, string path)
    {
        if (fails)
        {
            throw new DiskFault($"the disk did not take '{path}': injected");
        }
    }
}

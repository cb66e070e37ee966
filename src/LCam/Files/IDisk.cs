namespace LCam.Files;

/// <summary>Brings what was written to the disk, and tells where that failed.</summary>
public interface IDisk
{
    /// <summary>Returns when all that was written to the stream is on the disk.</summary>
    /// <exception cref="DiskFault">It is not: the file is given up.</exception>
    void Flush(FileStream stream);

    /// <summary>Returns when the names in a folder are on the disk.</summary>
    /// <exception cref="DiskFault">They are not.</exception>
    void FlushFolder(string folder);
}

/// <summary>The machine's own disks.</summary>
public sealed class Disk : IDisk
{
    private Disk()
    {
    }

    public static IDisk Real { get; } = new Disk();

    public void Flush(FileStream stream) => DurableFile.Flush(stream);

    public void FlushFolder(string folder) => DurableFolder.Flush(folder);
}

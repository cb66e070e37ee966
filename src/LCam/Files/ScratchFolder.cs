using Mono.Unix;
using Mono.Unix.Native;

namespace LCam.Files;

/// <summary>A folder among the machine's temporary ones for files that are needed for a while. What a killed process left is taken away by the next.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <param name="purpose">A word for its name.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ScratchFolder(string purpose)
    {
        var target = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "lcam-" + purpose);
        AsideName.RemoveDead(target);
        Path = AsideName.For(target);

        // Others may write to the folder that it is in: what is there already, a link say, is never taken for ours.
        if (Syscall.mkdir(Path, FilePermissions.S_IRWXU) != 0)
        {
            throw new IOException($"the folder '{Path}' cannot be made: {UnixMarshal.GetErrorDescription(Stdlib.GetLastError())}");
        }
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        AsideName.Done(Path);
    }
}

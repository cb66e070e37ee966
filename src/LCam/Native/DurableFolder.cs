using System.Runtime.InteropServices;

namespace LCam.Native;

/// <summary>Brings a folder's own entries to the disk: after a power loss a renamed file would else be back under its old name.</summary>
public static partial class DurableFolder
{
    /// <summary>Returns when the names in a folder are on the disk. Where the system knows no such request, nothing is done.</summary>
    public static void Flush(string folder)
    {
        const int readOnly = 0;
        if (OperatingSystem.IsWindows() || Open(folder, readOnly) is not (var descriptor and >= 0))
        {
            return;
        }

        // Some file systems refuse it for folders: there is nothing more to be done on them.
        _ = Synchronise(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}

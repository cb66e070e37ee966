using Mono.Unix;
using Mono.Unix.Native;

namespace LCam.Files;

/// <summary>Brings a folder's own entries to the disk: after a power loss a renamed file would else be back under its old name.</summary>
public static class DurableFolder
{
    /// <summary>Returns when the names in a folder are on the disk.</summary>
    /// <exception cref="DiskFault">They are not, or the folder is gone.</exception>
    public static void Flush(string folder)
    {
        var descriptor = Syscall.open(folder, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC);
        if (descriptor < 0)
        {
            var error = Stdlib.GetLastError();

            // A folder that may be written and not be read cannot be asked.
            if (error == Errno.EACCES)
            {
                return;
            }

            throw new DiskFault($"the folder '{folder}' cannot be opened: {UnixMarshal.GetErrorDescription(error)}");
        }

        try
        {
            DurableFile.Synchronise(descriptor, folder);
        }
        finally
        {
            _ = Syscall.close(descriptor);
        }
    }
}

using Microsoft.Win32.SafeHandles;
using Mono.Unix;
using Mono.Unix.Native;

namespace LCam.Files;

/// <summary>
/// Brings a file's content to the disk, and tells where that failed. The runtime's own <c>Flush(flushToDisk: true)</c>
/// ignores EIO, ENOSPC and EDQUOT: the file would count as written. After a failure the kernel may have dropped the
/// pages and call the next request a success, so a failed file is given up, never asked again.
/// </summary>
public static class DurableFile
{
    /// <summary>Returns when all that was written to the stream is on the disk.</summary>
    /// <exception cref="DiskFault">It is not.</exception>
    public static void Flush(FileStream stream)
    {
        stream.Flush();
        Flush(stream.SafeFileHandle, stream.Name);
    }

    /// <summary>Returns when all that was written to the file is on the disk.</summary>
    /// <param name="path">Its name in messages.</param>
    /// <exception cref="DiskFault">It is not.</exception>
    public static void Flush(SafeFileHandle handle, string path)
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            Synchronise((int)handle.DangerousGetHandle(), path);
        }
        finally
        {
            if (added)
            {
                handle.DangerousRelease();
            }
        }
    }

    /// <exception cref="DiskFault">The disk did not take it. A file system that knows no such request is no failure.</exception>
    internal static void Synchronise(int descriptor, string path)
    {
        while (Syscall.fsync(descriptor) != 0)
        {
            switch (Stdlib.GetLastError())
            {
                case Errno.EINTR:
                    continue;
                case Errno.EINVAL or Errno.EROFS or Errno.ENOSYS or Errno.EOPNOTSUPP:
                    return;
                case var error:
                    throw new DiskFault($"the disk did not take '{path}': {UnixMarshal.GetErrorDescription(error)}");
            }
        }
    }
}

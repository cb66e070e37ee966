using Mono.Unix.Native;

namespace LCam.Files;

/// <summary>Which file a path leads to: two paths lead to one file exactly when device and inode are the same.</summary>
/// <param name="Device">The file system's number.</param>
/// <param name="Inode">The file's number in it.</param>
/// <param name="Kind">What it is.</param>
public sealed record FileIdentity(ulong Device, ulong Inode, FileKind Kind)
{
    /// <summary>What is at a path, its links followed; null where nothing is, or where it cannot be asked.</summary>
    public static FileIdentity? Of(string path) => Syscall.stat(path, out var status) == 0 ? Of(status) : null;

    /// <summary>What is at a path itself, a link not followed; null where nothing is.</summary>
    public static FileIdentity? OfLink(string path) => Syscall.lstat(path, out var status) == 0 ? Of(status) : null;

    private static FileIdentity Of(Stat status) => new(status.st_dev, status.st_ino, (status.st_mode & FilePermissions.S_IFMT) switch
    {
        FilePermissions.S_IFREG => FileKind.Regular,
        FilePermissions.S_IFDIR => FileKind.Folder,
        FilePermissions.S_IFLNK => FileKind.Link,
        FilePermissions.S_IFIFO => FileKind.Pipe,
        FilePermissions.S_IFSOCK => FileKind.Socket,
        _ => FileKind.Device,
    });
}

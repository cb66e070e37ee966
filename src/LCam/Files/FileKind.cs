namespace LCam.Files;

/// <summary>What a path leads to. Only regular files are read and replaced: a device may never end, and a pipe may never begin.</summary>
public enum FileKind
{
    Regular,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
}

namespace LCam.Files;

/// <summary>
/// A file whose lock says that the process which made it lives: the operating system takes the lock back when the process
/// ends, however it ends, on whatever host and in whatever PID namespace it is. So a mark that can be taken over proves
/// its maker dead. The file goes with the mark.
/// </summary>
public sealed class ProcessMark : IDisposable
{
    private readonly string _path;
    private readonly FileStream _held;

    private ProcessMark(string path, FileStream held)
    {
        _path = path;
        _held = held;
    }

    /// <summary>Makes a mark under a name that nobody has.</summary>
    /// <param name="name">The mark's path for a random text.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ProcessMark Make(Func<string, string> name)
    {
        while (true)
        {
            var path = name(Guid.NewGuid().ToString("N")[..12]);
            try
            {
                var mark = new ProcessMark(path, new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));

                // Between its making and its locking somebody may have found it dead and removed it.
                if (File.Exists(path))
                {
                    return mark;
                }

                mark._held.Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody has the name, or holds the mark to remove it: another name.
            }
        }
    }

    /// <summary>Takes over the mark of a dead process; null where its maker lives, or where there is no mark.</summary>
    public static ProcessMark? TakeOver(string path)
    {
        try
        {
            if (FileIdentity.OfLink(path) is not { Kind: FileKind.Regular })
            {
                return null;
            }

            return new ProcessMark(path, new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_path);
        _held.Dispose();
    }
}

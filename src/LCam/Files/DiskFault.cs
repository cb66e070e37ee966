namespace LCam.Files;

/// <summary>
/// The disk did not take what was written. It must never be tried again: the kernel may have dropped the pages, and calls
/// the next request a success.
/// </summary>
public sealed class DiskFault : IOException
{
    public DiskFault()
    {
    }

    public DiskFault(string message)
        : base(message)
    {
    }

    public DiskFault(string message, Exception cause)
        : base(message, cause)
    {
    }
}

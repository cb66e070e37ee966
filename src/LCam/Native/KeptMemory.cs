using System.Runtime.InteropServices;

namespace LCam.Native;

/// <summary>
/// Has the C library keep what libtorch frees. By itself glibc takes every large block from the kernel and gives it back
/// as soon as it is free, and a network's activations are such blocks: at each layer the kernel clears the same pages
/// again, a fifth of a small training's processor time. What is kept stays below what the process needed at its peak.
/// </summary>
internal static partial class KeptMemory
{
    // The names and values of glibc's malloc.h.
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    // The largest that glibc takes on 64 bits: half of a heap. Larger blocks come from the kernel as before.
    private const int LargestMapThreshold = 32 << 20;

    /// <summary>Sets it for this process. Nothing happens with a C library that has no such setting.</summary>
    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MapThreshold, LargestMapThreshold);
            _ = SetOption(TrimThreshold, int.MaxValue);
        }
        catch (EntryPointNotFoundException)
        {
            // musl: it only costs time.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}

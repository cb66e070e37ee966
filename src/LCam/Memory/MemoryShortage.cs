using System.Runtime.InteropServices;

namespace LCam.Memory;

/// <summary>Tells that memory ran out, on the processor or on an accelerator, from what the numeric library throws then.</summary>
public static class MemoryShortage
{
    // The CPU's allocator says one of the last two, accelerators the first.
    private static readonly string[] Words = ["out of memory", "not enough memory", "can't allocate memory"];

    /// <summary>Whether less work at once may succeed.</summary>
    public static bool Is(Exception failure) => failure is OutOfMemoryException
        || (failure is ExternalException or InvalidOperationException && Words.Any(words => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));
}

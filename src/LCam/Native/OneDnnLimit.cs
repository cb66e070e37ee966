using System.Runtime.InteropServices;

namespace LCam.Native;

/// <summary>
/// Keeps oneDNN, libtorch's library of convolutions, from its newer kernels where the processor hides its caches. Some
/// virtual machines show a processor without any: oneDNN 3 then cuts its blocks for caches of no size, and training
/// convolutions ends in a division by zero or writes past a buffer. Its kernels for AVX ask for no caches.
/// </summary>
public static partial class OneDnnLimit
{
    /// <summary>The variable that oneDNN reads once, when the first convolution is made.</summary>
    public const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>The value that is set where caches are hidden.</summary>
    public const string Value = "AVX";

    // oneDNN 2 called it so, and 3 still reads it.
    private const string FormerVariable = "DNNL_MAX_CPU_ISA";

    /// <summary>
    /// Sets the variable for this process and its children, unless the user has chosen. It is among the variables that
    /// every run's environment tells of, and has to be there before that is described.
    /// </summary>
    /// <returns>Whether the limit is this program's.</returns>
    public static bool Apply()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } value)
        {
            return value == Value && ProcessorCaches.Hidden;
        }

        if (Environment.GetEnvironmentVariable(FormerVariable) is not null || !ProcessorCaches.Hidden)
        {
            return false;
        }

        // The runtime has a copy of the variables for itself and its children: native code sees the process's own.
        Environment.SetEnvironmentVariable(Variable, Value);
        return SetVariable(Variable, Value, overwrite: 1) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

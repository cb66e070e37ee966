using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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

    private const uint CachesOfIntel = 4;
    private const uint LastExtendedLeaf = 0x8000_0000;
    private const uint CachesOfAmd = 0x8000_001D;

    /// <summary>
    /// Sets the variable for this process and its children, unless the user has chosen. It is among the variables that
    /// every run's environment tells of, and has to be there before that is described.
    /// </summary>
    /// <returns>Whether the limit is this program's.</returns>
    public static bool Apply()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } value)
        {
            return value == Value && Hidden();
        }

        if (Environment.GetEnvironmentVariable(FormerVariable) is not null || !Hidden())
        {
            return false;
        }

        // The runtime has a copy of the variables for itself and its children: native code sees the process's own.
        Environment.SetEnvironmentVariable(Variable, Value);
        return SetVariable(Variable, Value, overwrite: 1) == 0;
    }

    /// <summary>Whether a processor shows no cache where its maker shows them.</summary>
    /// <param name="cpuid">Registers EAX, EBX, ECX and EDX for a leaf and a subleaf.</param>
    internal static bool Hides(Func<uint, uint, (uint Eax, uint Ebx, uint Ecx, uint Edx)> cpuid)
    {
        const uint kind = 0x1F;
        var (last, ebx, _, _) = cpuid(0, 0);
        return ebx switch
        {
            // "Genu"ineIntel.
            0x756E_6547 => last >= CachesOfIntel && (cpuid(CachesOfIntel, 0).Eax & kind) == 0,

            // "Auth"enticAMD.
            0x6874_7541 => cpuid(LastExtendedLeaf, 0).Eax >= CachesOfAmd && (cpuid(CachesOfAmd, 0).Eax & kind) == 0,
            _ => false,
        };
    }

    private static bool Hidden() => OperatingSystem.IsLinux() && X86Base.IsSupported && Hides((leaf, subleaf) =>
    {
        var (eax, ebx, ecx, edx) = X86Base.CpuId((int)leaf, (int)subleaf);
        return ((uint)eax, (uint)ebx, (uint)ecx, (uint)edx);
    });

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

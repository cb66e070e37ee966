using System.Runtime.Intrinsics.X86;

namespace LCam.Native;

/// <summary>
/// What the processor tells of its caches. Some virtual machines show a processor without any, which numeric libraries do
/// not expect.
/// </summary>
internal static class ProcessorCaches
{
    private const uint CachesOfIntel = 4;
    private const uint LastExtendedLeaf = 0x8000_0000;
    private const uint CachesOfAmd = 0x8000_001D;

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

    /// <summary>Whether this machine's processor does.</summary>
    public static bool Hidden { get; } = OperatingSystem.IsLinux() && X86Base.IsSupported && Hides((leaf, subleaf) =>
    {
        var (eax, ebx, ecx, edx) = X86Base.CpuId((int)leaf, (int)subleaf);
        return ((uint)eax, (uint)ebx, (uint)ecx, (uint)edx);
    });
}

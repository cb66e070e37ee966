using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LCam.Native;

/// <summary>
/// Turns NNPACK off where it cannot run. libtorch would try it at each convolution again, in vain, and write a warning
/// each time: logs had nothing else. NNPACK wants AVX2, FMA and a processor that shows its caches (nnp_initialize in its
/// init.c), so where one of them lacks no number changes.
/// </summary>
internal static unsafe class NnpackSwitch
{
    // at::globalContext() and at::Context::setUserEnabledNNPACK(bool), which TorchSharp does not offer.
    private const string GlobalContext = "_ZN2at13globalContextEv";
    private const string SetEnabled = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /// <summary>Whether NNPACK can run on this processor.</summary>
    public static bool Usable => Avx2.IsSupported && Fma.IsSupported && !ProcessorCaches.Hidden;

    /// <summary>Sets it for this process. Nothing happens where the library has other names for the two functions.</summary>
    /// <param name="library">The loaded libtorch_cpu.so.</param>
    /// <returns>Whether NNPACK was turned off.</returns>
    public static bool Apply(nint library)
    {
        if (Usable || !NativeLibrary.TryGetExport(library, GlobalContext, out var context)
            || !NativeLibrary.TryGetExport(library, SetEnabled, out var set))
        {
            return false;
        }

        ((delegate* unmanaged[Cdecl]<nint, byte, void>)set)(((delegate* unmanaged[Cdecl]<nint>)context)(), 0);
        return true;
    }
}

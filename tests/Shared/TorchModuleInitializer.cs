using System.Runtime.CompilerServices;
using LCam.Native;

namespace LCam.Tests.Shared;

internal static class TorchModuleInitializer
{
    // The test host loads assemblies before any test runs: the native library must be found before the first tensor.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize() => TorchRuntime.Initialize();
}

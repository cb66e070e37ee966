using System.Runtime.InteropServices;
using LCam.Native;

namespace LCam.Tests.Native;

public sealed unsafe class NnpackSwitchTests
{
    [Fact]
    public void NNPACK_is_on_exactly_where_it_can_run()
    {
        TorchRuntime.Initialize();
        var library = NativeLibrary.Load(Path.Combine(TorchRuntime.Folder!, "libtorch_cpu.so"));
        var context = ((delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "_ZN2at13globalContextEv"))();
        var isOn = (delegate* unmanaged[Cdecl]<nint, byte>)NativeLibrary.GetExport(library, "_ZNK2at7Context17userEnabledNNPACKEv");

        Assert.Equal(NnpackSwitch.Usable, isOn(context) != 0);
    }

    [Fact]
    public void A_library_that_lacks_the_switch_is_left_as_it_is() =>
        Assert.False(NnpackSwitch.Apply(NativeLibrary.GetMainProgramHandle()));
}

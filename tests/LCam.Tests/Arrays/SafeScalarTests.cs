using System.Runtime.CompilerServices;
using LCam.Arrays;

namespace LCam.Tests.Arrays;

public sealed class SafeScalarTests
{
    [Fact]
    public void A_scalar_that_only_libtorch_reads_outlives_collections_until_its_operation_is_long_done()
    {
        var scalar = Made(2.5);
        Collect();
        Assert.True(scalar.IsAlive);

        for (var i = 0; i < 100; i++)
        {
            Made(i);
        }

        Collect();
        Assert.False(scalar.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Made(double value) => new(SafeScalar.Of(value));

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

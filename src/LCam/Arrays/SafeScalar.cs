using TorchSharp;

namespace LCam.Arrays;

/// <summary>
/// Numbers as operands of tensors. TorchSharp makes a <see cref="Scalar"/> of each <c>tensor * 2.0</c> and reads its native
/// address, after which nothing refers to it: a garbage collection during the native call frees it while libtorch reads
/// it ("Unknown scalar type", about one of 100,000 operations under constant collections). Here a thread's last scalars
/// stay referred to until their operations are long done. The compiler refuses TorchSharp's own conversions
/// (BannedSymbols.txt).
/// </summary>
public static class SafeScalar
{
    // No expression has nearly as many operands.
    private const int Kept = 64;

    [ThreadStatic]
    private static Scalar[]? _last;

    [ThreadStatic]
    private static int _next;

#pragma warning disable RS0030 // The one place where they are made.
    /// <summary>A scalar of 64-bit floating point.</summary>
    public static Scalar Of(double value) => Keep(value.ToScalar());

    /// <summary>A scalar of 64-bit integers.</summary>
    public static Scalar Of(long value) => Keep(value.ToScalar());
#pragma warning restore RS0030

    private static Scalar Keep(Scalar scalar)
    {
        var last = _last ??= new Scalar[Kept];
        last[_next] = scalar;
        _next = (_next + 1) % Kept;
        return scalar;
    }
}

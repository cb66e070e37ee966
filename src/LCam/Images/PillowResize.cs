using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LCam.Images;

/// <summary>
/// Pillow's antialiased resize, byte for byte: separable, horizontal pass first, 8-bit intermediate image, rounding by
/// half. Follows <c>src/libImaging/Resample.c</c> of Pillow 9.4.
/// </summary>
public static class PillowResize
{
    // Half of the last kept bit: rounds the fixed-point sum. Sums stay below 2^31: the weights of a window add up to 1.
    private const int Half = 1 << (ResizeCoefficients.FractionBits - 1);

    /// <summary><c>image.resize((width, height), BILINEAR)</c>; the image itself when it already has this size.</summary>
    public static RgbImage Bilinear(RgbImage image, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var wide = width == image.Width ? image : Horizontal(image, width);
        return height == image.Height ? wide : Vertical(wide, height);
    }

    private static RgbImage Horizontal(RgbImage image, int width)
    {
        var coefficients = new ResizeCoefficients(image.Width, width);
        var output = new byte[checked(width * image.Height * 3)];

        // One pixel is read as four bytes: the very last pixel would read past the end, so it has a padded copy.
        var row = new byte[(image.Width * 3) + 1];
        for (var y = 0; y < image.Height; y++)
        {
            image.Pixels.AsSpan(y * image.Width * 3, image.Width * 3).CopyTo(row);
            var target = output.AsSpan(y * width * 3, width * 3);
            for (var x = 0; x < width; x++)
            {
                var sum = Vector128.Create(Half);
                ref var pixel = ref row[coefficients.Start(x) * 3];
                foreach (var weight in coefficients.Weights(x))
                {
                    var packed = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref pixel)).AsByte();
                    sum += Vector128.WidenLower(Vector128.WidenLower(packed)).AsInt32() * weight;
                    pixel = ref Unsafe.Add(ref pixel, 3);
                }

                target[x * 3] = Byte(sum[0]);
                target[(x * 3) + 1] = Byte(sum[1]);
                target[(x * 3) + 2] = Byte(sum[2]);
            }
        }

        return new RgbImage(width, image.Height, output);
    }

    private static RgbImage Vertical(RgbImage image, int height)
    {
        var coefficients = new ResizeCoefficients(image.Height, height);
        var stride = image.Width * 3;
        var output = new byte[checked(stride * height)];
        var sums = new int[stride];
        for (var y = 0; y < height; y++)
        {
            sums.AsSpan().Fill(Half);
            var start = coefficients.Start(y);
            var weights = coefficients.Weights(y);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                AddRow(image.Pixels.AsSpan((start + tap) * stride, stride), weights[tap], sums);
            }

            var target = output.AsSpan(y * stride, stride);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = Byte(sums[i]);
            }
        }

        return new RgbImage(image.Width, height, output);
    }

    private static void AddRow(ReadOnlySpan<byte> row, int weight, Span<int> sums)
    {
        var done = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(row);
            ref var target = ref MemoryMarshal.GetReference(sums);
            for (; done <= row.Length - Vector256<int>.Count; done += Vector256<int>.Count)
            {
                var packed = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, done))).AsByte();
                var shorts = Vector128.WidenLower(packed);
                var (low, high) = Vector128.Widen(shorts);
                var values = Vector256.Create(low, high).AsInt32();
                var sum = Vector256.LoadUnsafe(ref target, (nuint)done) + (values * weight);
                sum.StoreUnsafe(ref target, (nuint)done);
            }
        }

        for (; done < row.Length; done++)
        {
            sums[done] += row[done] * weight;
        }
    }

    private static byte Byte(int sum) => (byte)Math.Clamp(sum >> ResizeCoefficients.FractionBits, 0, byte.MaxValue);
}

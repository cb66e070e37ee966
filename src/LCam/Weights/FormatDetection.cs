using System.Buffers.Binary;

namespace LCam.Weights;

/// <summary>Tells a weight file's format by its first bytes.</summary>
internal static class FormatDetection
{
    private const int TarMagicAt = 257;

    /// <summary>The format; the stream is at its start again.</summary>
    /// <exception cref="InvalidDataException">It is none that is known.</exception>
    public static WeightFormat Detect(string path, Stream stream)
    {
        var start = new byte[TarMagicAt + 5];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var bytes = start.AsSpan(0, read);
        if (bytes.StartsWith("PK\x03\x04"u8))
        {
            return WeightFormat.PyTorchZip;
        }

        if (LooksLikeSafetensors(bytes) || path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            return WeightFormat.Safetensors;
        }

        if (bytes.Length > 1 && bytes[0] == 0x80)
        {
            return WeightFormat.PyTorchLegacy;
        }

        throw new InvalidDataException(bytes switch
        {
            [] => "is empty",
            _ when bytes.EndsWith("ustar"u8) => "is a tar archive: unpack it, or save the weights again with PyTorch 0.2 or later",
            _ when bytes.StartsWith("version https://git-lfs"u8) => "is a Git LFS pointer, not the file itself: fetch it with git lfs pull",
            _ when bytes.TrimStart((byte)' ').StartsWith("<"u8) => "is a web page, not a weight file: the download failed",
            _ => "is no weight file that is known: neither safetensors nor PyTorch",
        });
    }

    private static bool LooksLikeSafetensors(ReadOnlySpan<byte> bytes) =>
        bytes.Length > SafetensorsHeader.LengthBytes
        && bytes[SafetensorsHeader.LengthBytes] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(bytes) <= SafetensorsHeader.MaximumLength;
}

using System.Security.Cryptography;
using TorchSharp;

namespace LCam.Weights;

/// <summary>Copies between streams and the memory of contiguous CPU tensors, without a buffer between.</summary>
internal static class TensorData
{
    // A span holds at most 2^31 - 1 bytes; a tensor may hold more.
    private const long ChunkBytes = 1 << 26;

    // A shape's product must stay far from overflow even where another dimension is 0.
    private const long MaximumElements = 1L << 48;
    private const int MaximumRank = 32;

    /// <summary>Fills the tensor from the stream's next bytes.</summary>
    /// <exception cref="EndOfStreamException">The stream has fewer bytes.</exception>
    public static void Fill(torch.Tensor tensor, Stream source) => ForEachChunk(tensor, bytes => source.ReadExactly(bytes));

    /// <summary>Writes the tensor's bytes, little-endian.</summary>
    public static void Write(torch.Tensor tensor, Stream target) => ForEachChunk(tensor, bytes => target.Write(bytes));

    /// <summary>SHA-256 of the tensor's bytes, little-endian.</summary>
    public static string Digest(torch.Tensor tensor)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ForEachChunk(tensor, bytes => hash.AppendData(bytes));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The number of elements, or null when the shape is none that a tensor can have.</summary>
    public static long? ElementCount(IReadOnlyList<long> shape)
    {
        if (shape.Count > MaximumRank || shape.Any(size => size < 0))
        {
            return null;
        }

        long product = 1;
        foreach (var size in shape.Where(size => size > 0))
        {
            if (size > MaximumElements / product)
            {
                return null;
            }

            product *= size;
        }

        return shape.Contains(0) ? 0 : product;
    }

    private static void ForEachChunk(torch.Tensor tensor, SpanAction action)
    {
        using var scope = torch.NewDisposeScope();
        var flat = tensor.detach().reshape(-1);
        var elements = flat.shape[0];
        var chunk = ChunkBytes / tensor.ElementSize;
        for (long start = 0; start < elements; start += chunk)
        {
            using var part = flat.narrow(0, start, Math.Min(chunk, elements - start));
            action(part.bytes);
        }
    }

    private delegate void SpanAction(Span<byte> bytes);
}

using System.Buffers.Binary;
using TorchSharp;

namespace LCam.Weights.PyTorch;

/// <summary>The storages at the end of a legacy file: for each key in order an element count of 8 bytes, then the elements.</summary>
internal sealed class LegacyStorages : IStorageSource
{
    private readonly Stream _stream;
    private readonly Dictionary<string, (long Start, long Bytes)> _places = new(StringComparer.Ordinal);

    /// <param name="stream">At the first storage.</param>
    /// <param name="keys">The storages' keys in the file's order.</param>
    /// <param name="elementSize">The element size of a key, or null when no tensor uses it.</param>
    /// <exception cref="InvalidDataException">The storages do not fit the file.</exception>
    public LegacyStorages(Stream stream, IEnumerable<string> keys, Func<string, int?> elementSize)
    {
        _stream = stream;
        var prefix = new byte[8];
        foreach (var key in keys)
        {
            // Without its type a storage's length is unknown, and so is the place of all that follow.
            var size = elementSize(key) ?? throw new InvalidDataException($"has the storage '{key}', which nothing in it describes");
            stream.ReadExactly(prefix);
            var count = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            var left = stream.Length - stream.Position;
            if (count < 0 || count > left / size)
            {
                throw new InvalidDataException($"is cut off or damaged: the storage '{key}' should have {count} elements, and {left} bytes follow");
            }

            if (!_places.TryAdd(key, (stream.Position, count * size)))
            {
                throw new InvalidDataException($"has the storage '{key}' twice");
            }

            stream.Position += count * size;
        }
    }

    public long? ByteCount(string key) => _places.TryGetValue(key, out var place) ? place.Bytes : null;

    public void Read(string key, torch.Tensor target)
    {
        _stream.Position = _places[key].Start;
        TensorData.Fill(target, _stream);
    }
}

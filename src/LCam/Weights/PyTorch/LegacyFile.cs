using System.Numerics;
using LCam.Weights.Pickling;

namespace LCam.Weights.PyTorch;

/// <summary>
/// A PyTorch file from before 1.6, as torch.serialization's <c>_legacy_save</c> wrote it: pickles of a magic number, a
/// protocol version, facts about the machine, the object and the list of storage keys; then the storages.
/// </summary>
internal static class LegacyFile
{
    private const long ProtocolVersion = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static (Checkpoint Checkpoint, IStorageSource Storages) Open(string file, Stream stream, string? entry)
    {
        var (root, machine) = Root(stream);
        var checkpoint = new Checkpoint(file, root, entry);
        if (Machine(stream).Run() is not List<object?> keys || !keys.All(key => key is string))
        {
            throw new InvalidDataException("has no list of storage keys after its pickle");
        }

        var storages = new LegacyStorages(
            stream,
            keys.Cast<string>(),
            key => machine.Storages.TryGetValue(key, out var storage) ? DataTypes.Size(storage.DataType) : null);
        return (checkpoint, storages);
    }

    /// <summary>The object that was saved, and the machine that knows its storages.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static (object? Root, PickleMachine Machine) Root(Stream stream)
    {
        if (Machine(stream).Run() is not BigInteger magic || magic != Magic)
        {
            throw new InvalidDataException("is a pickle without PyTorch's magic number: not a PyTorch file");
        }

        if (Machine(stream).Run() is not ProtocolVersion)
        {
            throw new InvalidDataException("has an unknown version of PyTorch's legacy format");
        }

        if ((Machine(stream).Run() as PickleDict)?.Find("little_endian") is false)
        {
            throw new InvalidDataException("was written on a big-endian machine: save it again on another");
        }

        var machine = Machine(stream);
        return (machine.Run(), machine);
    }

    private static PickleMachine Machine(Stream stream) => new(new PickleInput(stream, stream.Length - stream.Position));
}

using System.Buffers.Binary;
using System.Text;

namespace LCam.Native;

/// <summary>
/// Edits the symbol-version needs (.gnu.version_r) of a 64-bit little-endian ELF library in memory. The layout is
/// that of the System V ABI's program headers and dynamic section and of the LSB's "Symbol Versioning" chapter.
/// </summary>
internal static class ElfVersionNeeds
{
    private const int LoadSegment = 1;
    private const int DynamicSegment = 2;
    private const long StringTable = 5;
    private const long VersionNeeds = 0x6ffffffe;
    private const long VersionNeedsCount = 0x6fffffff;
    private const ushort Weak = 2;

    /// <summary>Marks the need for <paramref name="version"/> as weak: a loader without it then warns instead of failing.</summary>
    /// <returns>How many needs were marked; 0 when the file has none of that name or is no such ELF file.</returns>
    public static int MarkWeak(byte[] file, string version)
    {
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return 0;
        }

        var dynamic = ReadDynamic(file);
        if (!dynamic.TryGetValue(VersionNeeds, out var needsAddress) || !dynamic.TryGetValue(StringTable, out var stringsAddress))
        {
            return 0;
        }

        var strings = FileOffset(file, stringsAddress);
        var need = FileOffset(file, needsAddress);
        var marked = 0;
        for (var count = dynamic.GetValueOrDefault(VersionNeedsCount); count > 0; count--)
        {
            marked += MarkInNeed(file, need, strings, version);
            need += UInt32(file, need + 12);
        }

        return marked;
    }

    private static int MarkInNeed(byte[] file, long need, long strings, string version)
    {
        var marked = 0;
        var auxiliary = need + UInt32(file, need + 8);
        for (int count = UInt16(file, need + 2); count > 0; count--)
        {
            if (StringAt(file, strings + UInt32(file, auxiliary + 8)) == version)
            {
                var flags = file.AsSpan((int)auxiliary + 4, 2);
                BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(UInt16(file, auxiliary + 4) | Weak));
                marked++;
            }

            auxiliary += UInt32(file, auxiliary + 12);
        }

        return marked;
    }

    private static Dictionary<long, long> ReadDynamic(byte[] file)
    {
        var entries = new Dictionary<long, long>();
        foreach (var (_, offset, _, size) in Segments(file).Where(segment => segment.Type == DynamicSegment))
        {
            for (var at = offset; at < offset + size; at += 16)
            {
                entries.TryAdd(Int64(file, at), Int64(file, at + 8));
            }
        }

        return entries;
    }

    private static long FileOffset(byte[] file, long address)
    {
        var segment = Segments(file).First(segment =>
            segment.Type == LoadSegment && address >= segment.Address && address < segment.Address + segment.Size);
        return address - segment.Address + segment.Offset;
    }

    private static IEnumerable<(int Type, long Offset, long Address, long Size)> Segments(byte[] file)
    {
        var table = Int64(file, 32);
        int entrySize = UInt16(file, 54);
        int count = UInt16(file, 56);
        for (var index = 0; index < count; index++)
        {
            var at = table + (index * entrySize);
            yield return ((int)UInt32(file, at), Int64(file, at + 8), Int64(file, at + 16), Int64(file, at + 32));
        }
    }

    private static string StringAt(byte[] file, long at)
    {
        var rest = file.AsSpan((int)at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static ushort UInt16(byte[] file, long at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)at));

    private static uint UInt32(byte[] file, long at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at));

    private static long Int64(byte[] file, long at) => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan((int)at));
}

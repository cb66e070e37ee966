using System.Buffers.Binary;
using System.Text;

namespace LCam.Experiments.Transfer;

/// <summary>
/// Reads where a zip file's entries are, and refuses one in which different programs could see different files: the
/// entries have to fill it from its first byte to its directory, each described alike in both places, with nothing
/// behind the directory. See APPNOTE.TXT 4.3, 4.5.3.
/// </summary>
/// <param name="tell">Takes what is wrong with an entry.</param>
internal sealed class ZipLayout(Stream stream, Action<string> tell)
{
    private const int EndSize = 22;
    private const int End64Size = 56;
    private const int Locator64Size = 20;
    private const int DirectorySize = 46;
    private const int LocalSize = 30;
    private const int LongestName = 1_024;

    // Three sizes of 64 bits, behind the field's kind and length.
    private const int LongestField = 28;
    private const long LongestEntry = DirectorySize + LongestName + LongestField;
    private const uint Large = uint.MaxValue;
    private const ushort Many = ushort.MaxValue;

    // Bits 1 and 2 tell how hard it was packed, bit 11 that the name is UTF-8.
    private const ushort HarmlessFlags = 0x0806;
    private const ushort Encrypted = 0x0001;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;
    private const ushort Zip64Field = 1;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int DosFolder = 0x10;

    /// <summary>The entries, in the directory's order.</summary>
    /// <exception cref="InvalidDataException">It is no zip file, is cut off, or holds more than its entries.</exception>
    public IReadOnlyList<ZipEntryLayout> Read()
    {
        var (count, offset, size) = Directory();
        var entries = new List<(ZipEntryLayout Entry, long Offset, ushort Flags, ushort Method)>();
        var directory = At(offset, size);
        while (directory.Length > 0)
        {
            entries.Add(Entry(ref directory));
        }

        Require(entries.Count == count, "its directory has another number of entries than it says");
        var place = 0L;
        foreach (var (entry, start, flags, method) in entries.OrderBy(entry => entry.Offset))
        {
            Require(start == place, "something lies between its entries, or two of them lie over each other");
            place = Local(entry, start, flags, method) + entry.Packed;
        }

        Require(place == offset, "something lies between its entries and its directory");
        return [.. entries.Select(entry => entry.Entry)];
    }

    private (long Count, long Offset, long Size) Directory()
    {
        Require(stream.Length >= EndSize, "it is too short for a zip file");
        var start = stream.Length - EndSize;
        var end = At(start, EndSize).Span;
        Require(U32(end) == 0x06054b50, "it has no end of a zip file, or something stands behind it");
        Require(U32(end[4..]) == 0 && U16(end[8..]) == U16(end[10..]) && U16(end[20..]) == 0, "it is one of several parts, or has a comment");
        var (count, size, offset) = ((long)U16(end[10..]), (long)U32(end[12..]), (long)U32(end[16..]));
        if (count == Many || size == Large || offset == Large)
        {
            (count, size, offset, start) = Directory64(start);
        }

        Require(count is > 0 and <= ArchiveLimits.Entries, $"it has no entries, or more than {ArchiveLimits.Entries}");
        Require(size <= count * LongestEntry, "its directory is longer than its entries could make it");
        Require(offset >= 0 && size is >= 0 and <= int.MaxValue && offset + size == start, "its directory does not lie before its end, or something lies between them");
        return (count, offset, size);
    }

    private (long Count, long Size, long Offset, long Start) Directory64(long end)
    {
        var locator = At(end - Locator64Size, Locator64Size).Span;
        var start = end - Locator64Size - End64Size;
        Require(U32(locator) == 0x07064b50 && U32(locator[4..]) == 0 && I64(locator[8..]) == start && U32(locator[16..]) == 1, "it has a wrong end of a large zip file");
        var record = At(start, End64Size).Span;
        Require(
            U32(record) == 0x06064b50 && I64(record[4..]) == End64Size - 12 && U32(record[16..]) == 0 && U32(record[20..]) == 0 && I64(record[24..]) == I64(record[32..]),
            "it has a wrong end of a large zip file");
        return (I64(record[32..]), I64(record[40..]), I64(record[48..]), start);
    }

    private (ZipEntryLayout Entry, long Offset, ushort Flags, ushort Method) Entry(ref Memory<byte> directory)
    {
        var header = directory.Span;
        Require(header.Length >= DirectorySize && U32(header) == 0x02014b50, "its directory is damaged");
        var (flags, method, crc) = (U16(header[8..]), U16(header[10..]), U32(header[16..]));
        var (nameLength, extraLength, commentLength) = (U16(header[28..]), U16(header[30..]), U16(header[32..]));
        Require(nameLength is > 0 and <= LongestName && header.Length >= DirectorySize + nameLength + extraLength + commentLength, "a name in its directory is missing, too long or cut off");
        var name = Encoding.Latin1.GetString(header.Slice(DirectorySize, nameLength));
        var shown = ForeignText.Shown(name);
        var sizes = Sizes(shown, header.Slice(DirectorySize + nameLength, extraLength), U32(header[24..]), U32(header[20..]), U32(header[42..]));
        if ((flags & Encrypted) != 0)
        {
            tell($"{shown} is encrypted");
        }
        else if ((flags & ~HarmlessFlags) != 0 || method is not (Stored or Deflated))
        {
            tell($"{shown} is packed in a way that this program does not use");
        }

        var (mode, attributes) = (U16(header[40..]), U16(header[38..]));
        if ((mode & FileTypeMask) is not (0 or RegularFile) || (attributes & DosFolder) != 0)
        {
            tell($"{shown} is a link, a folder or a device");
        }

        if (commentLength != 0 || U16(header[34..]) != 0)
        {
            tell($"{shown} has a comment, or lies in another part");
        }

        Require(method != Stored || sizes.Bytes == sizes.Packed, $"{shown} has two sizes");
        directory = directory[(DirectorySize + nameLength + extraLength + commentLength)..];
        return (new ZipEntryLayout(name, sizes.Bytes, sizes.Packed, crc), sizes.Offset, flags, method);
    }

    // Returns where its content begins.
    private long Local(ZipEntryLayout entry, long start, ushort flags, ushort method)
    {
        var shown = ForeignText.Shown(entry.Name);
        var header = At(start, LocalSize).Span;
        Require(U32(header) == 0x04034b50, $"{shown} is not where its directory says");
        var (nameLength, extraLength) = (U16(header[26..]), U16(header[28..]));
        var rest = At(start + LocalSize, nameLength + extraLength).Span;
        var sizes = Sizes(shown, rest[nameLength..], U32(header[22..]), U32(header[18..]), 0);
        Require(
            Encoding.Latin1.GetString(rest[..nameLength]) == entry.Name && U16(header[6..]) == flags && U16(header[8..]) == method && U32(header[14..]) == entry.Crc
            && sizes.Bytes == entry.Bytes && sizes.Packed == entry.Packed,
            $"{shown} is described in two ways");
        return start + LocalSize + nameLength + extraLength;
    }

    // What does not fit into 32 bits stands behind the name, in this order; nothing else may stand there.
    private static (long Bytes, long Packed, long Offset) Sizes(string shown, ReadOnlySpan<byte> extra, uint bytes, uint packed, uint offset)
    {
        var wide = ReadOnlySpan<byte>.Empty;
        if (extra.Length > 0)
        {
            Require(extra.Length >= 4 && U16(extra) == Zip64Field && U16(extra[2..]) == extra.Length - 4, $"{shown} has a field that this program does not write");
            wide = extra[4..];
        }

        var sizes = (Next(bytes, ref wide), Next(packed, ref wide), Next(offset, ref wide));
        return sizes;

        long Next(uint narrow, ref ReadOnlySpan<byte> rest)
        {
            if (narrow != Large)
            {
                return narrow;
            }

            Require(rest.Length >= 8 && I64(rest) >= 0, $"{shown} has an impossible size");
            var value = I64(rest);
            rest = rest[8..];
            return value;
        }
    }

    private Memory<byte> At(long offset, long length)
    {
        Require(offset >= 0 && offset <= stream.Length - length, "it is cut off, or its directory points outside of it");
        var bytes = new byte[length];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static long I64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static void Require(bool right, string otherwise)
    {
        if (!right)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}

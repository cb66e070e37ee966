using System.Buffers.Binary;
using System.Text;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>Zip files that different programs read differently, or that hold what no entry shows: bytes of a good one, changed.</summary>
internal static class HostileZips
{
    private const uint Central = 0x02014b50;
    private const uint End = 0x06054b50;

    public static IReadOnlyDictionary<string, (Func<byte[], byte[]> Change, string Refusal)> Zips { get; } = new Dictionary<string, (Func<byte[], byte[]>, string)>(StringComparer.Ordinal)
    {
        ["nothing at all"] = (_ => [], "too short for a zip file"),
        ["half of it"] = (zip => zip[..(zip.Length / 2)], "no end of a zip file"),
        ["something behind it"] = (zip => [.. zip, .. "more"u8], "no end of a zip file, or something stands behind it"),
        ["something before it"] = (zip => [.. "#!/bin/sh\n"u8, .. zip], "does not lie before its end, or something lies between them"),
        ["a second end"] = (zip => [.. zip, .. zip[EndOf(zip)..]], "something lies between them"),
        ["a comment that is another end"] = (zip => Patched([.. zip, .. zip[EndOf(zip)..]], EndOf(zip) + 20, 22), "something lies between them"),
        ["a comment"] = (zip => [.. Patched(zip, EndOf(zip) + 20, 4), .. "more"u8], "no end of a zip file, or something stands behind it"),
        ["several parts"] = (zip => Patched(zip, EndOf(zip) + 4, 1), "one of several parts"),
        ["fewer entries than it has"] = (zip => Patched(Patched(zip, EndOf(zip) + 8, 1), EndOf(zip) + 10, 1), "another number of entries"),
        ["a directory of zeros behind its entries"] = (zip => Padded(zip, 100_000), "longer than its entries could make it"),
        ["a directory outside of it"] = (zip => Patched(zip, EndOf(zip) + 16, uint.MaxValue - 1), "does not lie before its end"),
        ["an end of a large file that is not there"] = (zip => Patched(zip, EndOf(zip) + 16, uint.MaxValue), "wrong end of a large zip file"),
        ["an encrypted entry"] = (zip => Patched(zip, First(zip) + 8, (ushort)(U16(zip, First(zip) + 8) | 1)), "is encrypted"),
        ["sizes behind the content"] = (zip => Patched(zip, First(zip) + 8, (ushort)(U16(zip, First(zip) + 8) | 8)), "packed in a way that this program does not use"),
        ["another way of packing"] = (zip => Patched(zip, First(zip) + 10, (ushort)12), "packed in a way that this program does not use"),
        ["a symbolic link"] = (zip => Patched(zip, First(zip) + 40, (ushort)0xA1FF), "is a link, a folder or a device"),
        ["a device"] = (zip => Patched(zip, First(zip) + 40, (ushort)0x21FF), "is a link, a folder or a device"),
        ["a folder that is a file"] = (zip => Patched(zip, First(zip) + 38, (ushort)0x10), "is a link, a folder or a device"),
        ["a wrong checksum in both places"] = (zip => Patched(Patched(zip, First(zip) + 16, 7u), 14, 7u), "is not what its checksum says"),
        ["a wrong checksum in one place"] = (zip => Patched(zip, First(zip) + 16, 7u), "is described in two ways"),
        ["two names of an entry"] = (zip => Patched(zip, 30, (ushort)0x2E2E), "is described in two ways"),
        ["two sizes of an entry"] = (zip => Patched(zip, 22, 7u), "is described in two ways"),
        ["a size of gigabytes"] = (zip => Patched(Patched(zip, First(zip) + 24, uint.MaxValue - 1), 22, uint.MaxValue - 1), "larger than any could be"),
        ["a large size that is not there"] = (zip => Patched(zip, First(zip) + 24, uint.MaxValue), "has an impossible size"),
        ["a name with NUL in it"] = (zip => Patched(Patched(zip, First(zip) + 46, (ushort)0), 30, (ushort)0), "it has no manifest"),
        ["a name longer than the directory"] = (zip => Patched(zip, First(zip) + 28, ushort.MaxValue), "missing, too long or cut off"),
        ["an entry without a name"] = (zip => Patched(zip, First(zip) + 28, (ushort)0), "missing, too long or cut off"),
        ["two entries over each other"] = (zip => Patched(zip, Second(zip) + 42, 0u), "lie over each other"),
        ["an entry outside of it"] = (zip => Patched(zip, Second(zip) + 42, 0x7FFFFFFFu), "something lies between its entries"),
        ["a directory that is none"] = (zip => Patched(zip, First(zip), 7u), "its directory is damaged"),
        ["content that cannot be unpacked"] = (zip => Patched(zip, 30 + U16(zip, 26) + U16(zip, 28), uint.MaxValue), "is not what its checksum says"),
        ["no zip file"] = (_ => Encoding.UTF8.GetBytes(new string('x', 5000)), "no end of a zip file"),
    };

    private static byte[] Padded(byte[] zip, int zeros)
    {
        var end = EndOf(zip);
        return Patched([.. zip[..end], .. new byte[zeros], .. zip[end..]], end + zeros + 12, (uint)(end - First(zip) + zeros));
    }

    private static int EndOf(byte[] zip) => zip.AsSpan().LastIndexOf(Bytes(End));

    private static int First(byte[] zip) => (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(EndOf(zip) + 16));

    private static int Second(byte[] zip) => First(zip) + 4 + zip.AsSpan(First(zip) + 4).IndexOf(Bytes(Central));

    private static ushort U16(byte[] zip, int place) => BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(place));

    private static byte[] Patched(byte[] zip, int place, ushort value)
    {
        var patched = (byte[])zip.Clone();
        BinaryPrimitives.WriteUInt16LittleEndian(patched.AsSpan(place), value);
        return patched;
    }

    private static byte[] Patched(byte[] zip, int place, uint value)
    {
        var patched = (byte[])zip.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(patched.AsSpan(place), value);
        return patched;
    }

    // An int would fit both.
    private static byte[] Patched(byte[] zip, int place, int value) => Patched(zip, place, (ushort)value);

    private static byte[] Bytes(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}

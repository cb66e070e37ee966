using System.IO.Compression;
using System.Text;

namespace LCam.Tests.Weights;

/// <summary>PyTorch files of both formats around a pickle, as PyTorch lays them out.</summary>
internal static class PthFiles
{
    public static byte[] Zip(byte[] pickle, params (string Key, byte[] Bytes)[] storages) =>
        Zip(pickle, CompressionLevel.NoCompression, storages);

    public static byte[] Zip(byte[] pickle, CompressionLevel level, params (string Key, byte[] Bytes)[] storages)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "net/data.pkl", pickle, level);
            foreach (var (key, bytes) in storages)
            {
                Add(zip, $"net/data/{key}", bytes, level);
            }

            Add(zip, "net/version", "3\n"u8.ToArray(), level);
        }

        return file.ToArray();
    }

    public static byte[] Legacy(byte[] pickle, params (string Key, long Count, byte[] Bytes)[] storages)
    {
        var keys = new PickleBytes().Raw("](");
        foreach (var (key, _, _) in storages)
        {
            keys.Text(key);
        }

        return
        [
            .. new PickleBytes().Raw("\u008a\u000al\u00fc\u009cF\u00f9 j\u00a8P\u0019").Finished,
            .. new PickleBytes().Int(1001).Finished,
            .. new PickleBytes().Raw("}").Text("little_endian").Raw("\u0088s").Finished,
            .. pickle,
            .. keys.Raw("e").Finished,
            .. storages.SelectMany(storage => (byte[])[.. BitConverter.GetBytes(storage.Count), .. storage.Bytes]),
        ];
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static void Add(ZipArchive zip, string name, byte[] bytes, CompressionLevel level)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(bytes);
    }
}

using System.IO.Compression;
using TorchSharp;

namespace LCam.Weights.PyTorch;

/// <summary>Writes the zip format of PyTorch 1.6 and later.</summary>
internal static class PthWriter
{
    private const string Folder = "archive/";

    // The zip format's first date: a clock would make equal weights differ.
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Stream stream, StateDict weights, bool nested) =>
        Write(stream, Pickle(weights, nested), weights.Select(entry => entry.Value));

    /// <summary>A pickle and the storages that it names by their places. One tensor's bytes at a time go to the stream.</summary>
    public static void Write(Stream stream, byte[] pickle, IEnumerable<torch.Tensor> storages)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "data.pkl", entry => entry.Write(pickle));
        Add(zip, "byteorder", entry => entry.Write("little"u8));
        foreach (var (index, tensor) in storages.Index())
        {
            Add(zip, $"data/{index}", entry => TensorData.Write(tensor, entry));
        }

        Add(zip, "version", entry => entry.Write("3\n"u8));
    }

    private static void Add(ZipArchive zip, string name, Action<Stream> write)
    {
        var entry = zip.CreateEntry(Folder + name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Date;
        using var stream = entry.Open();
        write(stream);
    }

    private static byte[] Pickle(StateDict weights, bool nested)
    {
        var pickle = new PickleWriter();
        if (!nested)
        {
            StateDictOf(pickle, weights.Summaries());
            return pickle.Finish();
        }

        pickle.EmptyDict();
        pickle.Mark();
        foreach (var (key, value) in weights.Metadata)
        {
            pickle.Text(key);
            pickle.NumberOrText(value);
        }

        pickle.Text("state_dict");
        StateDictOf(pickle, weights.Summaries());
        pickle.SetItems();
        return pickle.Finish();
    }

    /// <summary>An OrderedDict of tensors; the storages of the first come first.</summary>
    public static void StateDictOf(PickleWriter pickle, IReadOnlyList<TensorSummary> entries)
    {
        pickle.OrderedDict();
        pickle.Mark();
        foreach (var (index, entry) in entries.Index())
        {
            pickle.Text(entry.Name);
            pickle.Tensor(index, entry);
        }

        pickle.SetItems();
    }
}

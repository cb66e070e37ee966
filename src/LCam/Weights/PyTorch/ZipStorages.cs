using System.IO.Compression;
using TorchSharp;

namespace LCam.Weights.PyTorch;

/// <summary>The entries <c>data/N</c> of a PyTorch zip archive.</summary>
internal sealed class ZipStorages(PthArchive archive) : IStorageSource
{
    public long? ByteCount(string key) => Entry(key)?.Length;

    public void Read(string key, torch.Tensor target)
    {
        var entry = Entry(key) ?? throw new InvalidDataException($"has no storage '{key}'");
        using var stream = entry.Open();
        TensorData.Fill(target, stream);
    }

    private ZipArchiveEntry? Entry(string key) => archive.Find($"data/{key}");
}

using TorchSharp;

namespace LCam.Weights.PyTorch;

/// <summary>The raw storages of a PyTorch file.</summary>
internal interface IStorageSource
{
    /// <summary>How many bytes the storage of that key has in the file; null when there is none.</summary>
    long? ByteCount(string key);

    /// <summary>Fills a contiguous tensor of that many bytes with the storage.</summary>
    void Read(string key, torch.Tensor target);
}

namespace LCam.Weights;

/// <summary>How a weight file is laid out; found by content, never by the file's name.</summary>
public enum WeightFormat
{
    /// <summary>https://github.com/huggingface/safetensors: a JSON header, then the tensors' bytes.</summary>
    Safetensors,

    /// <summary>PyTorch 1.6 and later: a zip archive with <c>data.pkl</c> and one entry a storage.</summary>
    PyTorchZip,

    /// <summary>PyTorch before 1.6: five pickles, then the raw storages.</summary>
    PyTorchLegacy,
}

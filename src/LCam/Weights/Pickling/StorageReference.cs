using TorchSharp;

namespace LCam.Weights.Pickling;

/// <summary>A part of a storage in the file.</summary>
/// <param name="Key">The storage's key in the file.</param>
/// <param name="DataType">Its element type.</param>
/// <param name="RootCount">How many elements the whole storage has.</param>
/// <param name="Offset">The part's first element: not 0 for a view of a storage, which old files have.</param>
/// <param name="Count">How many elements the part has.</param>
internal sealed record StorageReference(string Key, torch.ScalarType DataType, long RootCount, long Offset, long Count);

namespace LCam.Weights;

/// <summary>What a weight file says about itself; reading it reads no tensor.</summary>
/// <param name="File">The path that was read.</param>
/// <param name="Format">The layout found.</param>
/// <param name="Entries">The tensors, in the file's order.</param>
/// <param name="Metadata">Text beside the tensors: safetensors' metadata, or a snapshot's scalar entries such as epoch.</param>
public sealed record WeightHeader(
    string File, WeightFormat Format, IReadOnlyList<TensorSummary> Entries, IReadOnlyDictionary<string, string> Metadata);

namespace LCam.Weights;

/// <summary>What a weight file says about itself; reading it reads no tensor.</summary>
/// <param name="File">The path that was read.</param>
/// <param name="Format">The layout found.</param>
/// <param name="Entries">The tensors, in the file's order.</param>
/// <param name="Metadata">Text beside the tensors: safetensors' metadata, or a snapshot's scalar entries such as epoch.</param>
public sealed record WeightHeader(
    string File, WeightFormat Format, IReadOnlyList<TensorSummary> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Which of the file's dicts was taken: keys joined by dots; a dot alone is the outermost.</summary>
    public string Entry { get; init; } = ".";

    /// <summary>How well what was taken fits a network that is known.</summary>
    public NetworkFit Fit { get; init; }

    /// <summary>Names of the file's tensors that were not taken.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

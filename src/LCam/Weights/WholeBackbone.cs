using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Weights;

/// <summary>A network's entries exactly as the network has them: its order, its types, and what old files leave out.</summary>
/// <remarks>Finding the entries builds a network for a moment: made before weights are read, that memory is used again for them.</remarks>
public sealed class WholeBackbone(BackboneOptions options)
{
    private readonly IReadOnlyList<TensorSummary> _entries = KnownNetworks.EntriesOf(options);

    /// <summary>
    /// The tensors of a weight file where they are as the network has them, else converted. They are the caller's scope's, or
    /// stay <paramref name="weights"/>' own.
    /// </summary>
    /// <exception cref="ProblemException">The weights are another network's.</exception>
    public IEnumerable<KeyValuePair<string, Tensor>> Of(StateDict weights, string file)
    {
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, StateDictComparison.Compare(_entries, weights.Summaries(), file));

        // Layer by layer as PyTorch has them: here all parameters come before all buffers.
        return _entries.GroupBy(entry => entry.Name[..entry.Name.LastIndexOf('.')]).SelectMany(layer => layer).Select(entry => KeyValuePair.Create(entry.Name, Converted(entry, weights)));
    }

    // Files from 2017 have no counts of batches.
    private static Tensor Converted(TensorSummary entry, StateDict weights) => weights.TryGet(entry.Name, out var tensor)
        ? tensor.dtype == entry.DataType ? tensor : tensor.to(entry.DataType)
        : zeros([.. entry.Shape], entry.DataType);
}

using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Weights;

/// <summary>A network's entries exactly as the network has them: its order, its types, and what old files leave out.</summary>
public static class WholeBackbone
{
    /// <summary>
    /// The tensors of a weight file where they are as the network has them, else converted. They are the caller's scope's, or
    /// stay <paramref name="weights"/>' own.
    /// </summary>
    /// <exception cref="ProblemException">The weights are another network's.</exception>
    public static IEnumerable<KeyValuePair<string, Tensor>> Of(BackboneOptions options, StateDict weights, string file)
    {
        var entries = KnownNetworks.EntriesOf(options);
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, StateDictComparison.Compare(entries, weights.Summaries(), file));

        // Layer by layer as PyTorch has them: here all parameters come before all buffers.
        return entries.GroupBy(entry => entry.Name[..entry.Name.LastIndexOf('.')]).SelectMany(layer => layer).Select(entry => KeyValuePair.Create(entry.Name, Converted(entry, weights)));
    }

    // Files from 2017 have no counts of batches.
    private static Tensor Converted(TensorSummary entry, StateDict weights) => weights.TryGet(entry.Name, out var tensor)
        ? tensor.dtype == entry.DataType ? tensor : tensor.to(entry.DataType)
        : zeros([.. entry.Shape], entry.DataType);
}

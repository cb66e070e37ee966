using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>Where a backbone's dropout masks come from: never from a generator with hidden state.</summary>
public interface IDropout
{
    /// <summary>The activations with some elements zeroed and the rest scaled so that the expectation stays.</summary>
    /// <param name="activations">Any shape, batch first.</param>
    /// <param name="layer">0-based position of the dropout layer in the network.</param>
    /// <param name="probability">Chance that an element is zeroed, in [0, 1).</param>
    Tensor Apply(Tensor activations, int layer, double probability);
}

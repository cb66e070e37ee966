using LCam.Models;

namespace LCam.Sanity;

/// <summary>
/// Gives a network's layers random weights one after the other, from the output down to the input, each on top of those
/// before (cascading randomisation, Adebayo et al. 2018, section 3.1). The order of the layers and their random weights are
/// the network's; every number is a pure function of the seed and the parameter's position.
/// </summary>
/// <param name="backbone">Changed in place; whoever owns it keeps it.</param>
/// <param name="seed">Of the random weights.</param>
public sealed class LayerCascade(Backbone backbone, long seed)
{
    /// <summary>State-dict names of the layers, from the output to the input: of a residual network its blocks, of a VGG each layer that has weights.</summary>
    public IReadOnlyList<string> Layers { get; } = backbone.Cascade;

    /// <summary>How many layers, from the output down, are random now.</summary>
    public int Depth { get; private set; }

    /// <summary>Makes one more layer random.</summary>
    /// <exception cref="InvalidOperationException">All are.</exception>
    public void RandomiseNext()
    {
        if (Depth == Layers.Count)
        {
            throw new InvalidOperationException("every layer is random already");
        }

        backbone.Randomise(Layers[Depth++], seed);
    }
}

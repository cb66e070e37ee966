using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>Layers one after the other.</summary>
internal static class LayerChain
{
    /// <summary>
    /// The last layer's output, the caller's to own; of no layers an alias of the input. Each layer's input is let go as soon
    /// as it is used (a graph of gradients keeps what it needs itself), so that two layers' outputs are the most that live.
    /// </summary>
    internal static Tensor Run(IEnumerable<Func<Tensor, Tensor>> layers, Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input.alias();
        foreach (var layer in layers)
        {
            var next = layer(x);
            x.Dispose();
            x = next;
        }

        return x.MoveToOuterDisposeScope();
    }
}

using LCam.Models;
using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Sanity;

/// <summary>
/// Gives a network's layers random weights one after the other, from the output down to the input, each on top of those
/// before (cascading randomisation, Adebayo et al. 2018, section 3.1). Weights of convolutions and linear layers become
/// normal with variance 2/fan-in (He et al. 2015), biases 0; BatchNorm becomes the identity: scale 1, shift 0, mean 0,
/// variance 1. Every number is a pure function of the seed and the parameter's position.
/// </summary>
/// <param name="backbone">Changed in place; whoever owns it keeps it.</param>
/// <param name="seed">Of the random weights.</param>
public sealed class LayerCascade(Backbone backbone, long seed)
{
    /// <summary>State-dict names of the layers, from the output to the input: of a residual network its blocks, of VGG-16 each layer that has weights.</summary>
    public IReadOnlyList<string> Layers { get; } = [.. backbone.named_parameters().Select(parameter => LayerOf(parameter.name)).Distinct().Reverse()];

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

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var layer = Layers[Depth++];
        var position = 0L;
        foreach (var (name, parameter) in backbone.named_parameters())
        {
            var random = new CounterRandom(seed, RandomPurpose.Randomisation, index: position++);
            if (LayerOf(name) == layer)
            {
                Randomise(name, parameter, random);
            }
        }

        foreach (var (name, buffer) in backbone.named_buffers().Where(buffer => LayerOf(buffer.name) == layer))
        {
            Reset(name, buffer);
        }
    }

    // As layer4.2 of layer4.2.conv1.weight, features.28 of features.28.bias and fc of fc.weight.
    private static string LayerOf(string parameter)
    {
        var parts = parameter.Split('.');
        return parts.Length > 2 && parts[1].All(char.IsAsciiDigit) ? $"{parts[0]}.{parts[1]}" : parts[0];
    }

    private static void Randomise(string name, Tensor parameter, CounterRandom random)
    {
        var shape = parameter.shape;
        if (shape.Length == 1)
        {
            // The only one-dimensional weights are BatchNorm's scales.
            parameter.fill_(name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
            return;
        }

        var fanIn = parameter.numel() / shape[0];
        parameter.copy_(RandomTensors.Normal(ref random, shape, Math.Sqrt(2.0 / fanIn)));
    }

    private static void Reset(string name, Tensor buffer)
    {
        if (name.EndsWith("running_mean", StringComparison.Ordinal))
        {
            buffer.zero_();
        }
        else if (name.EndsWith("running_var", StringComparison.Ordinal))
        {
            buffer.fill_(1);
        }
    }
}

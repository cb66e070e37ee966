using LCam.Randomness;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>A backbone whose layers stand in a row, each a function of the feature maps before it: VGG, residual networks.</summary>
/// <param name="architecture">Names the layers, in order.</param>
/// <param name="options">The shape.</param>
internal abstract class ConvolutionalNetwork(IBackboneArchitecture architecture, BackboneOptions options)
    : Backbone(architecture.Id, options.Classes)
{
    private Func<Tensor, Tensor>[] _row = [];

    public override ImageNormalisation Normalisation => architecture.Normalisation;

    public override IReadOnlyList<string> Layers { get; } = [.. architecture.Layers.Select(layer => layer.Name)];

    public override IReadOnlyList<string> Cascade => [.. named_parameters().Select(parameter => LayerOf(parameter.name)).Distinct().Reverse()];

    public override int Channels(string layer) => architecture.Layers[Place(layer)].Channels(options)!.Value;

    public override Activation Features(Tensor normalised, string layer) => new(LayerChain.Run(_row.Take(Place(layer) + 1), normalised));

    public override Activation Continue(Activation at, string layer, string to)
    {
        var (from, until) = (Place(layer) + 1, Place(to) + 1);
        return until >= from
            ? new Activation(LayerChain.Run(_row[from..until], at.Maps))
            : throw new ArgumentException($"layer {to} comes before {layer}", nameof(to));
    }

    public override Tensor Head(Activation at, string layer, IDropout? dropout = null)
    {
        using var scope = NewDisposeScope();
        return Classify(LayerChain.Run(_row[(Place(layer) + 1)..], at.Maps), dropout).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Weights of convolutions and linear layers normal with variance 2/fan-in (He et al. 2015), BatchNorm 1, biases 0, and
    /// what the architecture adds.
    /// </summary>
    public override void Initialise(long seed)
    {
        using var noGradient = no_grad();
        var position = 0L;
        foreach (var (name, parameter) in named_parameters())
        {
            Initialise(name, parameter, new CounterRandom(seed, RandomPurpose.ClassifierInitialisation, index: position++));
        }

        RefineInitialisation();
    }

    /// <summary>As <see cref="Initialise(long)"/> without what the architecture adds; BatchNorm becomes the identity: scale 1, shift 0, mean 0, variance 1.</summary>
    public override void Randomise(string layer, long seed)
    {
        using var noGradient = no_grad();
        var position = 0L;
        foreach (var (name, parameter) in named_parameters())
        {
            var random = new CounterRandom(seed, RandomPurpose.Randomisation, index: position++);
            if (LayerOf(name) == layer)
            {
                Initialise(name, parameter, random);
            }
        }

        foreach (var (name, buffer) in named_buffers().Where(buffer => LayerOf(buffer.name) == layer))
        {
            Reset(name, buffer);
        }
    }

    /// <summary>Says what the layers do, in the order of their names; to be called once, by the constructor.</summary>
    protected void SetRow(IEnumerable<Func<Tensor, Tensor>> row)
    {
        _row = [.. row];
        if (_row.Length != Layers.Count)
        {
            throw new InvalidOperationException($"{architecture.Id} has {Layers.Count} names for {_row.Length} layers");
        }
    }

    /// <summary>Logits (N,R) of the last layer's feature maps (N,K,h,w).</summary>
    protected abstract Tensor Classify(Tensor maps, IDropout? dropout);

    /// <summary>What an architecture changes about its fresh parameters so that training from scratch starts quickly.</summary>
    protected virtual void RefineInitialisation()
    {
    }

    private static void Initialise(string name, Tensor parameter, CounterRandom random)
    {
        using var scope = NewDisposeScope();
        var shape = parameter.shape;
        if (shape.Length == 1)
        {
            // The only one-dimensional weights are BatchNorm's scales.
            parameter.fill_(name.EndsWith("weight", StringComparison.Ordinal) ? Scalars.Of(1) : Scalars.Of(0));
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
            buffer.fill_(Scalars.Of(1));
        }
    }

    // As layer4.2 of layer4.2.conv1.weight, features.28 of features.28.bias and fc of fc.weight.
    private static string LayerOf(string parameter)
    {
        var parts = parameter.Split('.');
        return parts.Length > 2 && parts[1].All(char.IsAsciiDigit) ? $"{parts[0]}.{parts[1]}" : parts[0];
    }

    private int Place(string layer)
    {
        for (var place = 0; place < Layers.Count; place++)
        {
            if (Layers[place] == layer)
            {
                return place;
            }
        }

        throw new ArgumentException($"{architecture.Id} has no layer {layer}", nameof(layer));
    }
}

using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>
/// A classifier that can be looked into behind any of its layers: <see cref="Features"/> up to one, <see cref="Head"/> from
/// there to the logits. One instance serves every layer. Layers and state-dict entries have torchvision's names.
/// </summary>
/// <param name="name">Of the module.</param>
/// <param name="classes">R: number of classes.</param>
public abstract class Backbone(string name, int classes) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>R: number of classes.</summary>
    public int Classes { get; } = classes;

    /// <summary>What its input must be made of images in [0,1].</summary>
    public abstract ImageNormalisation Normalisation { get; }

    /// <summary>The device that it computes on.</summary>
    public virtual Device ComputesOn => parameters().First().device;

    /// <summary>Names of the layers that give feature maps, from the input to the output, as <c>features.29</c> and <c>layer4.2</c>.</summary>
    public abstract IReadOnlyList<string> Layers { get; }

    /// <summary>State-dict names of all layers that have weights, from the output to the input: the order in which a sanity check makes them random.</summary>
    public abstract IReadOnlyList<string> Cascade { get; }

    /// <summary>K: channels of the feature maps behind a layer.</summary>
    /// <exception cref="ArgumentException">It has no such layer.</exception>
    public abstract int Channels(string layer);

    /// <summary>What the network holds behind a layer, of normalised images (N,3,H,W).</summary>
    /// <exception cref="ArgumentException">It has no such layer.</exception>
    public abstract Activation Features(Tensor normalised, string layer);

    /// <summary>What it holds behind a later layer, of what it holds behind an earlier one; of one and the same layer an alias.</summary>
    /// <exception cref="ArgumentException">It has no such layer, or the second comes before the first.</exception>
    public abstract Activation Continue(Activation at, string layer, string to);

    /// <summary>Logits (N,R) of what it holds behind a layer; dropout is off unless masks for it are given.</summary>
    /// <exception cref="ArgumentException">It has no such layer.</exception>
    public abstract Tensor Head(Activation at, string layer, IDropout? dropout = null);

    /// <summary>Logits (N,R) of normalised images (N,3,H,W); dropout is off unless masks for it are given.</summary>
    public Tensor Logits(Tensor normalised, IDropout? dropout = null)
    {
        using var scope = NewDisposeScope();
        return Head(Features(normalised, Layers[^1]), Layers[^1], dropout).MoveToOuterDisposeScope();
    }

    /// <summary>Logits (N,R) of normalised images (N,3,H,W), dropout off.</summary>
    public override Tensor forward(Tensor input) => Logits(input);

    /// <summary>Sets every parameter so that training from scratch starts quickly, as a pure function of the seed and the parameter's position.</summary>
    public abstract void Initialise(long seed);

    /// <summary>
    /// Gives one layer of the <see cref="Cascade"/> random weights, and neutral statistics where it keeps any: each number is
    /// a pure function of the seed and the parameter's position among all.
    /// </summary>
    public abstract void Randomise(string layer, long seed);

    /// <summary>Makes the parameters constants and BatchNorm use its running statistics. A frozen backbone may serve several models.</summary>
    public Backbone Freeze()
    {
        foreach (var parameter in parameters())
        {
            parameter.requires_grad_(false);
        }

        eval();
        return this;
    }
}

using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

/// <summary>A backbone without weights and with one layer, for tests that know what it answers.</summary>
internal abstract class OneLayerNetwork(string name, int classes, int channels, string layer) : Backbone(name, classes)
{
    public override ImageNormalisation Normalisation => ImageNormalisation.ImageNet;

    public override IReadOnlyList<string> Layers { get; } = [layer];

    public override IReadOnlyList<string> Cascade => [];

    public override int Channels(string layer) => channels;

    public override Activation Features(Tensor normalised, string layer) => new(Maps(normalised));

    public override Activation Continue(Activation at, string layer, string to) => new(at.Maps.alias());

    public override Tensor Head(Activation at, string layer, IDropout? dropout = null) => Answer(at.Maps, dropout);

    public override void Initialise(long seed) => throw new NotSupportedException();

    public override void Randomise(string layer, long seed) => throw new NotSupportedException();

    /// <summary>(N,K,h,w) of (N,3,H,W).</summary>
    protected abstract Tensor Maps(Tensor normalisedImages);

    /// <summary>Logits (N,R) of (N,K,h,w).</summary>
    protected abstract Tensor Answer(Tensor featureMaps, IDropout? dropout);
}

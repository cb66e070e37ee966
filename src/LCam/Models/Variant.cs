using LCam.Training;
using LCam.Weights;

namespace LCam.Models;

/// <summary>What an attention's maps are multiplied with.</summary>
public enum Masked
{
    /// <summary>The feature maps that the attention looks at.</summary>
    FeatureMaps,

    /// <summary>The input image.</summary>
    Image,
}

/// <summary>
/// A variant of the method (paper section 3; names as in the reference): a row of <see cref="All"/>.
/// </summary>
public sealed class Variant
{
    private Variant()
    {
    }

    /// <summary>L-CAM-Fm: the last feature maps are masked.</summary>
    public static Variant FeatureMaps { get; } = new()
    {
        Id = "fm",
        DisplayName = "L-CAM-Fm",
        ReferenceName = "Fm",
        Masks = Masked.FeatureMaps,
        LayersOf = architecture => [architecture.LastMaps],
        Attention = ConvolutionAttention.Kind,
        Schedule = Schedules.EpochDecay,
    };

    /// <summary>L-CAM-Img: the input image is masked.</summary>
    public static Variant Image { get; } = new()
    {
        Id = "img",
        DisplayName = "L-CAM-Img",
        ReferenceName = "Img",
        Masks = Masked.Image,
        LayersOf = architecture => [architecture.LastMaps],
        Attention = ConvolutionAttention.Kind,
        Schedule = Schedules.EpochDecay,
    };

    /// <summary>As <see cref="Image"/>, behind the last max-pool of a VGG.</summary>
    public static Variant Image7x7 { get; } = new()
    {
        Id = "img-7x7",
        DisplayName = "L-CAM-Img 7x7",
        ReferenceName = "Img",
        ReferenceLayer = "_7x7",
        Masks = Masked.Image,
        LayersOf = architecture => architecture.LastPooling is { } pooling ? [pooling] : [],
        Attention = ConvolutionAttention.Kind,
        Schedule = Schedules.EpochDecay,
    };

    /// <summary>All variants, in the order in which they are listed.</summary>
    public static IReadOnlyList<Variant> All { get; } = [FeatureMaps, Image, Image7x7];

    /// <summary>Its name in specs, in the store and in identities: data, which stays.</summary>
    public string Id { get; private init; } = "";

    /// <summary>Its name in tables.</summary>
    public string DisplayName { get; private init; } = "";

    /// <summary>What the reference's names of models call the masked thing.</summary>
    public string ReferenceName { get; private init; } = "";

    /// <summary>What those names tell of the layer.</summary>
    public string ReferenceLayer { get; private init; } = "";

    public Masked Masks { get; private init; }

    /// <summary>Names of the layers of an architecture that the attention looks at, from the input to the output; empty where the architecture has no such variant.</summary>
    public Func<IBackboneArchitecture, IReadOnlyList<string>> LayersOf { get; private init; } = _ => [];

    /// <summary>How its attention is made.</summary>
    public AttentionKind Attention { get; private init; } = ConvolutionAttention.Kind;

    /// <summary>How the rates of its attention's training go.</summary>
    public Schedule Schedule { get; private init; } = Schedules.EpochDecay;

    /// <summary>The variant of that id; null where there is none.</summary>
    public static Variant? Find(string id) => All.FirstOrDefault(variant => variant.Id == id);

    /// <summary>A fresh attention for a backbone of an architecture, as a pure function of the seed.</summary>
    public AttentionMechanism Initialise(IBackboneArchitecture architecture, Backbone backbone, long seed) => Attention.Initialise(LayersOf(architecture), backbone, seed);

    /// <summary>The attention whose tensors a file holds, for a backbone of an architecture.</summary>
    public AttentionMechanism Restore(IBackboneArchitecture architecture, StateDict weights) => Attention.Restore(LayersOf(architecture), weights);

    public override string ToString() => Id;
}

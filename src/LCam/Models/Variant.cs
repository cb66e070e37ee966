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
    };

    /// <summary>L-CAM-Img: the input image is masked.</summary>
    public static Variant Image { get; } = new()
    {
        Id = "img",
        DisplayName = "L-CAM-Img",
        ReferenceName = "Img",
        Masks = Masked.Image,
        LayersOf = architecture => [architecture.LastMaps],
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

    /// <summary>The variant of that id; null where there is none.</summary>
    public static Variant? Find(string id) => All.FirstOrDefault(variant => variant.Id == id);

    public override string ToString() => Id;
}

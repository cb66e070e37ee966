namespace LCam.Models;

/// <summary>A layer of an architecture whose output can be explained.</summary>
/// <param name="Name">As in a state dict: <c>features.29</c>, <c>layer4.2</c>; of one without entries, as torchvision's module is called.</param>
/// <param name="Width">The published channels that the width factor scales.</param>
/// <param name="Expansion">Channels that come out for each of those.</param>
/// <param name="Stride">Input pixels a feature-map pixel.</param>
public sealed record BackboneLayer(string Name, int Width, int Expansion, int Stride)
{
    private const int Unknown = 0;

    /// <summary>A layer whose channels only running its network tells.</summary>
    public static BackboneLayer OfUnknownWidth(string name) => new(name, Unknown, 1, 1);

    /// <summary>K: channels of its feature maps; null where only running the network tells.</summary>
    public int? Channels(BackboneOptions options) => Width == Unknown ? null : options.Scale(Width) * Expansion;
}

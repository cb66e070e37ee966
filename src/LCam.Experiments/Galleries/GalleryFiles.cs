namespace LCam.Experiments.Galleries;

/// <summary>What the pictures of a gallery are called: by ordinals, never by names that people gave.</summary>
internal static class GalleryFiles
{
    public static string Picture(GalleryNetwork network, int image) => FormattableString.Invariant($"n{network.Ordinal}-i{image}.jpg");

    /// <param name="place">The percentage's, 0-based.</param>
    public static string Map(GalleryNetwork network, GalleryMethod method, int image, int place) =>
        FormattableString.Invariant($"n{network.Ordinal}-i{image}-m{method.Ordinal}-p{place}-map.webp");

    /// <param name="place">The percentage's, 0-based.</param>
    public static string Masked(GalleryNetwork network, GalleryMethod method, int image, int place) =>
        FormattableString.Invariant($"n{network.Ordinal}-i{image}-m{method.Ordinal}-p{place}-masked.jpg");
}

namespace LCam.Reporting.Galleries;

/// <summary>Where a gallery's pages and pictures are in the site.</summary>
internal static class GalleryPaths
{
    public const string Index = "gallery/index.html";
    public const string StyleSheet = "gallery/gallery.css";
    public const string Script = "gallery/gallery.js";

    /// <param name="image">0-based place in the list.</param>
    public static string Image(int image) => FormattableString.Invariant($"gallery/image-{image}.html");

    /// <param name="file">As the gallery names it.</param>
    public static string Picture(string file) => $"gallery/pictures/{file}";
}

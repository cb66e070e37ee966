namespace LCam.Reporting.Site;

/// <summary>
/// Where pages and files are, relative to the site's folder, with slashes. Made of keys and places alone: no name that
/// anybody gave can break a link or leave the folder.
/// </summary>
public static class SitePaths
{
    public const string Overview = "index.html";
    public const string Runs = "runs.html";
    public const string Methods = "methods.html";
    public const string Images = "images.html";
    public const string Compare = "compare.html";
    public const string Audit = "audit.html";
    public const string Settings = "settings.html";
    public const string StyleSheet = "report.css";
    public const string Script = "report.js";

    // As in the ids of runs.
    private const int KeyDigits = 12;

    /// <summary>The page of a stage.</summary>
    public static string Run(string stageKey) => $"runs/{stageKey[..KeyDigits]}.html";

    /// <summary>All images of a backbone at one percentage.</summary>
    /// <param name="backbone">1-based place.</param>
    /// <param name="percentage">0-based place among the backbone's percentages.</param>
    public static string ImagesOf(int backbone, int percentage) => FormattableString.Invariant($"images/{backbone}-{percentage + 1}.html");

    /// <summary>A method against others, image by image; places as for <see cref="ImagesOf"/>, the method's 1-based.</summary>
    public static string Against(int backbone, int percentage, int method) => FormattableString.Invariant($"methods/{backbone}-{percentage + 1}-{method}.html");

    /// <summary>The anchor of an image on a page that lists images.</summary>
    /// <param name="image">0-based place in the list.</param>
    public static string ImageAnchor(int image) => FormattableString.Invariant($"image-{image}");
}

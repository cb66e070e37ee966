namespace LCam.Images;

/// <summary>One line of an image list.</summary>
/// <param name="Path">Path relative to the image folder, with forward slashes and an extension.</param>
/// <param name="Label">Class index, 0-based.</param>
/// <param name="Line">1-based line in the list file; 0 when it is of no list.</param>
public sealed record ImageListEntry(string Path, int Label, int Line);

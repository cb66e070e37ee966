namespace LCam.Experiments.Stages;

/// <summary>An image folder, a list of some of its images, and the pixels to take from each.</summary>
/// <param name="Folder">Absolute path that the list's paths are relative to.</param>
/// <param name="List">Absolute path of the list.</param>
/// <param name="InputSize">Short side after resizing, in pixels.</param>
/// <param name="CropSize">Side of the square crop, in pixels.</param>
/// <param name="Limit">Take the list's first so many lines; null is all.</param>
/// <param name="Masks">Folder of object masks under the images' names; null where there are none.</param>
public sealed record ImagesOrder(string Folder, string List, int InputSize, int CropSize, int? Limit = null, string? Masks = null);

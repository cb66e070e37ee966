using LCam.Images;

namespace LCam.Shapes;

/// <summary>A rendered scene.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Mask">255 where the labelled object covers at least half of the pixel, else 0.</param>
internal sealed record Scene(RgbImage Image, GrayImage Mask);

namespace LCam.Images;

/// <summary>Where the object of an image is, pixel by pixel, rows top to bottom.</summary>
public sealed record ObjectMask(int Width, int Height, MaskPixel[] Pixels);

using LCam.Images;

namespace LCam.Experiments.Explaining;

/// <summary>An image to explain.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="Name">What its files are called; no other image has it.</param>
/// <param name="Crop">What the classifier sees of it.</param>
public sealed record ExplainImage(string Path, string Name, RgbImage Crop);

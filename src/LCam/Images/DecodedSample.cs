using LCam.Problems;

namespace LCam.Images;

/// <summary>What became of one row: a crop, or what is wrong with its image.</summary>
internal readonly record struct DecodedSample(int Row, RgbImage? Crop, ProblemException? Failure);

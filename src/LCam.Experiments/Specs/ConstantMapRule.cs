namespace LCam.Experiments.Specs;

/// <summary>What a saliency map becomes when all its values are equal, so that it cannot be stretched to [0, 1].</summary>
public enum ConstantMapRule
{
    /// <summary><c>nan</c>: as in the reference implementation; the image's measures are NaN.</summary>
    NaN,

    /// <summary><c>zero</c>: a map of zeros, which masks the whole image.</summary>
    Zero,
}

namespace LCam.Models;

/// <summary>Which thing the attention masks, and at which cut of the backbone (paper section 3; method variants of the reference).</summary>
public enum Variant
{
    /// <summary><c>fm</c>, L-CAM-Fm: the last feature maps are masked.</summary>
    FeatureMaps,

    /// <summary><c>img</c>, L-CAM-Img: the input image is masked.</summary>
    Image,

    /// <summary><c>img-7x7</c>: as <see cref="Image"/>, with VGG-16 cut after its last max-pool.</summary>
    Image7x7,
}

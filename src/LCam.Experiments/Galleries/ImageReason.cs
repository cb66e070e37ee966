namespace LCam.Experiments.Galleries;

/// <summary>Why an image is in a gallery.</summary>
public enum ImageReason
{
    /// <summary>The proposed models lose most confidence on it.</summary>
    Worst,

    /// <summary>The proposed models lose least confidence on it, or gain most.</summary>
    Best,

    /// <summary>The methods' drops differ most on it.</summary>
    Disagreement,

    /// <summary>It was drawn at random.</summary>
    Sample,
}

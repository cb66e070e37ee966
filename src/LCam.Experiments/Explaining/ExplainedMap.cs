namespace LCam.Experiments.Explaining;

/// <summary>What one explainer made of one image.</summary>
/// <param name="Column">The explainer.</param>
/// <param name="After">Softmax probability of the explained class for the image times its muted map; not a number where the map is none.</param>
/// <param name="Overlay">The file with the coloured map over the image; null where no folder was named.</param>
/// <param name="Map">The file with the map alone, in grey; null likewise.</param>
/// <param name="Constant">Whether the explainer gave every pixel the same value, so that there was nothing to scale: the map is 0 everywhere.</param>
public sealed record ExplainedMap(ExplainColumn Column, double After, string? Overlay, string? Map, bool Constant);

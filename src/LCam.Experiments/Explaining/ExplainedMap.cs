namespace LCam.Experiments.Explaining;

/// <summary>What one explainer made of one image.</summary>
/// <param name="Column">The explainer.</param>
/// <param name="Overlay">The file with the coloured map over the image.</param>
/// <param name="Map">The file with the map alone, in grey.</param>
/// <param name="Constant">Whether the explainer gave every pixel the same value, so that there was nothing to scale: the map is 0 everywhere.</param>
public sealed record ExplainedMap(ExplainColumn Column, string Overlay, string Map, bool Constant);

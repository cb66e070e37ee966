namespace LCam.Experiments.Explaining;

/// <summary>What an explanation left.</summary>
/// <param name="Images">In the order of the request.</param>
/// <param name="ContactSheet">The file with all of them side by side.</param>
/// <param name="Arrays">The files with each explainer's maps as numbers; none where they were not asked for.</param>
public sealed record ExplainResult(IReadOnlyList<ImageExplanation> Images, string ContactSheet, IReadOnlyList<string> Arrays);

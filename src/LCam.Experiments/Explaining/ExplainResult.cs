namespace LCam.Experiments.Explaining;

/// <summary>What an explanation left.</summary>
/// <param name="Images">In the order of the request.</param>
/// <param name="ContactSheet">The file with all of them side by side.</param>
public sealed record ExplainResult(IReadOnlyList<ImageExplanation> Images, string ContactSheet);

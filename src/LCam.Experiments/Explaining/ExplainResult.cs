namespace LCam.Experiments.Explaining;

/// <summary>What an explanation left.</summary>
/// <param name="Images">In the order of the request.</param>
/// <param name="ContactSheet">The file with all of them side by side; null where no folder was named.</param>
/// <param name="Figure">The figure's file; null where none was asked for.</param>
/// <param name="Arrays">The files with each explainer's maps as numbers; none where they were not asked for.</param>
/// <param name="UnknownCharacters">What the figures' font lacks of their words.</param>
public sealed record ExplainResult(
    IReadOnlyList<ImageExplanation> Images, string? ContactSheet, string? Figure, IReadOnlyList<string> Arrays, IReadOnlyList<string> UnknownCharacters);

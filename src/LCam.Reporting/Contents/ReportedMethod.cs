using LCam.Evaluation;
using LCam.Experiments.Results;

namespace LCam.Reporting.Contents;

/// <summary>One explainer on one backbone, and what was measured of it image by image.</summary>
/// <param name="Place">1-based place among the backbone's methods, in the table's order.</param>
/// <param name="Name">As tables name it.</param>
/// <param name="StageKey">The stage that measures it; null where the store knows none yet.</param>
/// <param name="Scores">Every image in list order; empty until the run succeeded, and of very many methods.</param>
public sealed record ReportedMethod(int Place, string Name, RowKind Kind, string? StageKey, IReadOnlyList<ImageScore> Scores);

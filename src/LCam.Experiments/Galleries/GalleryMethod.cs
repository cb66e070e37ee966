using LCam.Experiments.Results;

namespace LCam.Experiments.Galleries;

/// <summary>An explainer of one network: a row of each image's page.</summary>
/// <param name="Ordinal">0-based place in its network's table.</param>
/// <param name="Name">As tables name it.</param>
/// <param name="StageKey">The stage whose scores it shows.</param>
/// <param name="RunId">The run that measured them.</param>
/// <param name="ForwardPasses">That one explanation costs.</param>
public sealed record GalleryMethod(int Ordinal, string Name, RowKind Kind, string StageKey, string RunId, int ForwardPasses);

using LCam.Explainers;

namespace LCam.Experiments.Explaining;

/// <summary>An explainer at work on a backbone.</summary>
/// <param name="Column">What it is.</param>
/// <param name="Explainer">Made.</param>
/// <param name="CutLayer">Where its backbone is cut.</param>
internal sealed record LoadedColumn(ExplainColumn Column, IExplainer Explainer, string CutLayer);

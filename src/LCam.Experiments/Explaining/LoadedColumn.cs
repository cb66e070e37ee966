using LCam.Explainers;

namespace LCam.Experiments.Explaining;

/// <summary>An explainer at work on a backbone.</summary>
/// <param name="Column">What it is.</param>
/// <param name="Explainer">Made.</param>
internal sealed record LoadedColumn(ExplainColumn Column, IExplainer Explainer);

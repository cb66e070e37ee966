namespace LCam.Explainers;

/// <summary>One explainer that can be named in a spec.</summary>
/// <param name="Id">Name in specs, lower case.</param>
/// <param name="DisplayName">Name in tables.</param>
/// <param name="NeedsModel">Whether it explains with a trained attention mechanism.</param>
/// <param name="Create">Makes it.</param>
public sealed record ExplainerRegistration(
    string Id, string DisplayName, bool NeedsModel, Func<ExplainerContext, IExplainer> Create);

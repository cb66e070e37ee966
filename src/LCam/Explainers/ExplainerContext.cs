using LCam.Models;

namespace LCam.Explainers;

/// <summary>What an explainer may be made of.</summary>
/// <param name="Backbone">Frozen, on its device.</param>
/// <param name="Model">The trained model, for explainers that are one; else null.</param>
/// <param name="Seed">For explainers that draw random numbers.</param>
/// <param name="Map">Which of a trained attention's outputs is the map.</param>
public sealed record ExplainerContext(Backbone Backbone, LCamModel? Model, long Seed, AttentionMap Map = AttentionMap.PreSigmoid)
{
    /// <summary>Paths of the list's images, in its order, for maps that were made elsewhere; else null.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>Values of the explainer's parameters; only one without parameters goes without.</summary>
    public ExplainerSettings? Settings { get; init; }
}

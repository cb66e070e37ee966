namespace LCam.Explainers;

/// <summary>What an explainer asks of the network that it explains.</summary>
public enum NetworkAccess
{
    /// <summary>Nothing: it would say the same of any network.</summary>
    None,

    /// <summary>Its output for changed images.</summary>
    Outputs,

    /// <summary>The feature maps of some layers.</summary>
    FeatureMaps,

    /// <summary>Feature maps and gradients.</summary>
    Gradients,

    /// <summary>What another program asked is not known here.</summary>
    Unknown,
}

/// <summary>
/// What a reader must know of an explainer's design, beside its parameters: the subjects of a saliency card (Boggust et al.,
/// Saliency Cards, FAccT 2023) that no experiment measures.
/// </summary>
/// <param name="Meaning">What a map's value says, in a sentence.</param>
/// <param name="Access">What it asks of the network.</param>
/// <param name="Source">Who described it where; null for what is ours alone.</param>
public sealed record ExplainerTraits(string Meaning, NetworkAccess Access, string? Source = null)
{
    /// <summary>Backward passes that one explanation costs.</summary>
    public int BackwardPasses => Access == NetworkAccess.Gradients ? 1 : 0;
}

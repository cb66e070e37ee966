namespace LCam.Experiments.Specs;

/// <summary>Which explainers' maps a run keeps. What is not kept is made again when it is needed.</summary>
public enum KeepMaps
{
    /// <summary>Those of explainers that need many forward passes for an image.</summary>
    Costly,

    /// <summary>All.</summary>
    All,

    /// <summary>None.</summary>
    None,
}

/// <summary>What keeping maps means for an explainer.</summary>
internal static class KeepMapsRule
{
    /// <summary>An explainer that needs more forward passes for an image than this is costly: below, a map is made about as fast as it is read.</summary>
    public const int CheapPasses = 8;

    /// <param name="forwardPasses">That one explanation costs; null where that is not known: one for each of a network's unknown channels.</param>
    public static bool Keeps(this KeepMaps keep, int? forwardPasses) => keep == KeepMaps.All || (keep == KeepMaps.Costly && forwardPasses is null or > CheapPasses);
}

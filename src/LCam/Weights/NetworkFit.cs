namespace LCam.Weights;

/// <summary>How well a dict of tensors fits the networks that are known, from worst to best.</summary>
public enum NetworkFit
{
    /// <summary>Like none.</summary>
    None,

    /// <summary>No network, but a trained attention.</summary>
    Attention,

    /// <summary>Most of a network.</summary>
    Partly,

    /// <summary>All of a network.</summary>
    Whole,
}

namespace LCam.Experiments.Results;

/// <summary>What a row's explainer is; rows of a backbone stand in this order.</summary>
public enum RowKind
{
    /// <summary>A trained attention mechanism.</summary>
    Trained,

    /// <summary>Another method.</summary>
    Compared,

    /// <summary>A map that explains nothing: no number of a method means anything without it.</summary>
    Control,
}

namespace LCam.Experiments.Planning;

/// <summary>The units of work that have an identity.</summary>
public enum StageKind
{
    /// <summary>Trains a backbone from scratch (embedded data only).</summary>
    Classifier,

    /// <summary>Trains one attention mechanism on a frozen backbone.</summary>
    Train,

    /// <summary>Measures one explainer on one image list, at all percentages.</summary>
    Evaluate,

    /// <summary>Compares one explainer's maps with those of randomised networks.</summary>
    Sanity,
}

namespace LCam.Losses;

/// <summary>What the attention mechanism is trained to minimise.</summary>
public enum LossKind
{
    /// <summary><c>lcam</c>, the proposed loss: cross-entropy, area and variation.</summary>
    LCam,

    /// <summary><c>cross-entropy</c> alone (the reference's "A" models).</summary>
    CrossEntropy,
}

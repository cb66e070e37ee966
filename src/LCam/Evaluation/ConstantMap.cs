namespace LCam.Evaluation;

/// <summary>What min-max scaling makes of a map whose values are all equal.</summary>
public enum ConstantMap
{
    /// <summary>0/0, as in the reference; one such image makes a whole run's average drop NaN.</summary>
    NaN,

    /// <summary>A map of zeros.</summary>
    Zero,
}

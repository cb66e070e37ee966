namespace LCam.Experiments.Findings;

/// <summary>What a finding amounts to.</summary>
public enum FindingSeverity
{
    /// <summary>A number, or what it rests on, is not what it claims to be.</summary>
    Error,

    /// <summary>A reader of the numbers has to know.</summary>
    Warning,

    /// <summary>Something could not be looked at: it counts as not proven.</summary>
    Unchecked,
}

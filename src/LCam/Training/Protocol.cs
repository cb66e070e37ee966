namespace LCam.Training;

/// <summary>Which version of the method: a set of defaults for the quirk keys.</summary>
public enum Protocol
{
    /// <summary><c>reference</c>: the reference implementation with all its quirks.</summary>
    Reference,

    /// <summary><c>corrected</c>: the method as the paper describes it.</summary>
    Corrected,
}

namespace LCam.Explainers;

/// <summary>What sort of value an explainer's parameter takes.</summary>
public enum ParameterKind
{
    WholeNumber,

    Number,

    /// <summary>One of a few names, which may depend on the architecture.</summary>
    Choice,

    /// <summary>Path of a file, or null for none: its content determines the numbers, not its path.</summary>
    File,
}

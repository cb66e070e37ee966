namespace LCam.Experiments.Specs;

/// <summary>Who gave a value.</summary>
public enum SpecOriginKind
{
    /// <summary>A line of the spec file.</summary>
    File,

    /// <summary>A <c>--set key.path=value</c> of the command line.</summary>
    SetOption,

    /// <summary>Nobody: the program's default, a protocol's or an architecture's.</summary>
    Default,
}

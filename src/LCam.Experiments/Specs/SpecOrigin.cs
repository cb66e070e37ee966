using System.Globalization;

namespace LCam.Experiments.Specs;

/// <summary>Where a value comes from.</summary>
/// <param name="Kind">Who gave it.</param>
/// <param name="Source">The spec file as it was named, the key of <c>--set</c>, or which default.</param>
/// <param name="Line">1-based line in the spec file; 0 elsewhere.</param>
public sealed record SpecOrigin(SpecOriginKind Kind, string Source, int Line)
{
    /// <summary>A line of the spec file.</summary>
    public static SpecOrigin InFile(string file, int line) => new(SpecOriginKind.File, file, line);

    /// <summary>A <c>--set</c> with this key.</summary>
    public static SpecOrigin OfSetOption(string key) => new(SpecOriginKind.SetOption, key, 0);

    /// <summary>A default, for example <c>default of protocol reference</c>.</summary>
    public static SpecOrigin OfDefault(string which = "default") => new(SpecOriginKind.Default, which, 0);

    /// <summary>The place of a problem with <paramref name="key"/>: <c>file:line:key</c> or <c>--set key</c>.</summary>
    public string Where(string key) => Kind switch
    {
        SpecOriginKind.File when key.Length > 0 => $"{this}:{key}",
        SpecOriginKind.Default => key,
        _ => ToString(),
    };

    /// <summary><c>file:line</c>, <c>--set key</c>, or the default's name.</summary>
    public override string ToString() => Kind switch
    {
        SpecOriginKind.File => string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}"),
        SpecOriginKind.SetOption => $"--set {Source}",
        _ => Source,
    };
}

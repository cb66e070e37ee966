using System.Globalization;

namespace LCam.Experiments.Specs.Reading;

/// <summary>One value that a spec gives, read by its rule.</summary>
/// <param name="Path">The key path, with <c>[index]</c> in lists of points.</param>
/// <param name="Value">A string, long, double, bool or <see cref="SpecPath"/>.</param>
/// <param name="Origin">Where it is given.</param>
internal sealed record SpecScalar(string Path, object Value, SpecOrigin Origin)
{
    /// <summary>The value in its one form of writing: equal values have equal texts.</summary>
    public string Text { get; } = TextOf(Value);

    public string Where => Origin.Where(Path);

    public static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

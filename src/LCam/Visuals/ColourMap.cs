namespace LCam.Visuals;

/// <summary>A scale of colours for numbers in [0,1].</summary>
/// <param name="Id">Name on command lines, lower case.</param>
/// <param name="At">The colour of a number in [0,1].</param>
public sealed record ColourMap(string Id, Func<double, Rgb> At)
{
    /// <summary>The colours of the 256 values of an 8-bit map.</summary>
    internal Rgb[] Table() => [.. Enumerable.Range(0, 256).Select(value => At(value / 255.0))];
}

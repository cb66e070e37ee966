namespace LCam.Experiments.Specs;

/// <summary>An entry of <c>exclude</c> (partial) or <c>include</c> (its main axes filled in).</summary>
/// <param name="Path">For example <c>matrix.exclude[0]</c>.</param>
/// <param name="Origin">Where it is given.</param>
/// <param name="Values">Values by axis.</param>
/// <param name="Percentages">The percentages it names; null when it names none.</param>
public sealed record MatrixPoint(string Path, SpecOrigin Origin, IReadOnlyDictionary<string, AxisValue> Values, IReadOnlyList<double>? Percentages)
{
    /// <summary>The place of a problem with it.</summary>
    public string Where => Origin.Where(Path);
}

namespace LCam.Experiments.Specs.Reading;

/// <summary>An entry of <c>matrix.exclude</c> or <c>matrix.include</c>.</summary>
/// <param name="Path">For example <c>matrix.exclude[0]</c>.</param>
/// <param name="Origin">Where it starts.</param>
/// <param name="Values">Values by axis; only <c>percentage</c> may have several.</param>
internal sealed record SpecPoint(string Path, SpecOrigin Origin, IReadOnlyDictionary<string, IReadOnlyList<SpecScalar>> Values)
{
    public string Where => Origin.Where(Path);
}

namespace LCam.Experiments.Specs;

/// <param name="Key"><c>backbone</c>, <c>variant</c>, <c>loss</c>, <c>protocol</c>, <c>seed</c>, or a key of <c>training</c>.</param>
/// <param name="Values">Its values, as written, none twice.</param>
public sealed record MatrixAxis(string Key, IReadOnlyList<AxisValue> Values);

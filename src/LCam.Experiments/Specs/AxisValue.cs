namespace LCam.Experiments.Specs;

/// <summary>One value on an axis of the matrix.</summary>
/// <param name="Text">The value in its one form of writing; equal values have equal texts.</param>
/// <param name="Value">A string, long, double or bool.</param>
/// <param name="Origin">Where it is given.</param>
public sealed record AxisValue(string Text, object Value, SpecOrigin Origin);

namespace LCam.Experiments.Results;

/// <summary>A closed interval, in the unit of the value it belongs to.</summary>
public sealed record Interval(double Low, double High)
{
    /// <summary>Whether a value is in it; NaN never is.</summary>
    public bool Covers(double value) => value >= Low && value <= High;
}

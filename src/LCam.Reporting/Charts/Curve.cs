namespace LCam.Reporting.Charts;

/// <summary>Numbers over steps.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">By step, ascending; a value that is no number leaves a gap.</param>
internal sealed record Curve(string Name, IReadOnlyList<(double Step, double Value)> Points);

namespace LCam.Reporting.Charts;

/// <summary>A curve's name and look, for a legend beside the chart.</summary>
/// <param name="Name">The curve's.</param>
/// <param name="Place">0-based place among the colours.</param>
/// <param name="Dashes">SVG's dashes; empty for a whole line.</param>
public sealed record LegendKey(string Name, int Place, string Dashes);

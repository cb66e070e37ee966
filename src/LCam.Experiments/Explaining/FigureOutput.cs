using LCam.Experiments.Outputs;
using LCam.Visuals;

namespace LCam.Experiments.Explaining;

/// <summary>A figure that may be written.</summary>
/// <param name="Output">Its place.</param>
/// <param name="Guard">Looks at the place again when the figure is written.</param>
/// <param name="Style">Sizes, in points.</param>
/// <param name="DotsPerInch">Of a PNG.</param>
public sealed record FigureOutput(Output Output, OutputGuard Guard, FigureFormat Format, FigureStyle Style, int DotsPerInch);

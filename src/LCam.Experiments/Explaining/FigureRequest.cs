namespace LCam.Experiments.Explaining;

/// <summary>A figure that was asked for.</summary>
/// <param name="Path">Its ending is its format.</param>
/// <param name="Width">In millimetres.</param>
/// <param name="DotsPerInch">Of a PNG.</param>
public sealed record FigureRequest(string Path, double Width, int DotsPerInch);

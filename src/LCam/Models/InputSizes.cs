namespace LCam.Models;

/// <summary>The square inputs that a network takes.</summary>
/// <param name="Smallest">Side in pixels.</param>
/// <param name="Largest">Side in pixels; null where there is no bound.</param>
public sealed record InputSizes(int Smallest, int? Largest = null);

namespace LCam.Visuals;

/// <summary>A colour of three 8-bit channels.</summary>
public readonly record struct Rgb(byte Red, byte Green, byte Blue);

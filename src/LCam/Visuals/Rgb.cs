namespace LCam.Visuals;

/// <summary>A colour of three 8-bit channels.</summary>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static Rgb Black { get; } = new(0, 0, 0);

    public static Rgb White { get; } = new(255, 255, 255);
}

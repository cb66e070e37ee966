namespace LCam.Measures;

/// <summary>What a measure's values count.</summary>
public enum MeasureUnit
{
    /// <summary>A share in [0,1]; tables for people show percent.</summary>
    Share,

    Seconds,
}

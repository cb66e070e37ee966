namespace LCam.Measures;

/// <summary>Which values of a measure are good.</summary>
public enum MeasureDirection
{
    LowerIsBetter,

    HigherIsBetter,

    /// <summary>Neither by itself.</summary>
    None,
}

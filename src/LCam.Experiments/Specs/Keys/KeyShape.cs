namespace LCam.Experiments.Specs.Keys;

internal enum KeyShape
{
    /// <summary>One value.</summary>
    Single,

    /// <summary>A list of values; one value alone stands for a list of one.</summary>
    List,

    /// <summary>A list of maps from axes to values.</summary>
    Points,
}

namespace LCam.Experiments.Specs.Expansion;

/// <summary>A complete point: a value on each main axis, and on others.</summary>
internal readonly record struct CellPoint(IReadOnlyList<string> Keys, IReadOnlyList<AxisValue> Values)
{
    public AxisValue Backbone => Values[0];

    public AxisValue Variant => Values[1];

    public AxisValue Loss => Values[2];

    public AxisValue Protocol => Values[3];

    public AxisValue Seed => Values[4];
}

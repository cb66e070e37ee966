namespace LCam.Measures;

/// <summary>The energy of a map that knows nothing: what that of others is held against.</summary>
internal sealed class MaskShare : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "mask-share",
        Name = "Uniform map's",
        Caption = "the share (%) of the image inside the object's mask, which is the energy that a uniform map has there",
        Direction = MeasureDirection.None,
        Definition = "The number of pixels inside the object's mask over the number of all of them. Pixels that the mask ignores "
            + "count in neither. It looks at no map: tables show it beside the energy on the object.",
        Undefined = "Where the mask covers no pixel of what the network sees: the mean leaves such an image out, and the run's log names it.",
        Source = "The energy of a uniform map; see energy-inside",
        NeedsObjects = true,
        TakenByDefault = true,
        Make = _ => new MaskShare(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch) => [.. batch.Energies?.Select(energy => energy.MaskShare) ?? new double?[batch.Count]];
}

namespace LCam.Measures;

/// <summary>The energy-based pointing game.</summary>
internal sealed class EnergyInside : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "energy-inside",
        Name = "Energy on object",
        LongName = "energy inside the objects",
        Caption = "the share (%) of the unmuted map inside the object's mask, beside the share that a uniform map has",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "The sum of the unmuted map's values inside the object's mask over the sum of all of them. Beside it stands "
            + "the share of the image that the mask covers, which is what a uniform map has. Pixels that the mask ignores count in no sum.",
        Undefined = "Where the map's sum is 0 or not finite: the mean counts such an image as 0. Where the mask covers no pixel of "
            + "what the network sees: the mean leaves such an image out, and the run's log names it.",
        Source = "Wang et al. 2020 (Score-CAM), the energy-based pointing game, with a mask for its bounding box",
        NeedsObjects = true,
        TakenByDefault = true,
        ShownByDefault = true,
        UndefinedCountsAs = 0,
        Baseline = MaskShare.Registration,
        Make = _ => new EnergyInside(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch) => [.. batch.Energies?.Select(energy => energy.Inside) ?? new double?[batch.Count]];
}

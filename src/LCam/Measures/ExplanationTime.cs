namespace LCam.Measures;

/// <summary>Wall time of an explanation.</summary>
internal sealed class ExplanationTime : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "seconds",
        Name = "Seconds",
        Caption = "wall time of one explanation on this machine",
        Direction = MeasureDirection.LowerIsBetter,
        Unit = MeasureUnit.Seconds,
        Definition = "The time from a batch of images in memory to its maps at the input's size, the classifier's own forward pass "
            + "included, over the images of the batch. It depends on the machine, the device, the threads, the batch size and on "
            + "what else is running, and a run's first batches are slower; it is the one measure that is not promised to come out "
            + "the same twice.",
        Undefined = "Nowhere.",
        Source = "Own; a single clock that only goes forward",
        IsTiming = true,
        Make = _ => new ExplanationTime(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch) => [.. Enumerable.Repeat(batch.Seconds, batch.Count)];
}

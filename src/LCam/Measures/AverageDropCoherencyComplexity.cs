namespace LCam.Measures;

/// <summary>ADCC: coherency, simplicity and kept confidence in one number, which is small when one of them is.</summary>
internal sealed class AverageDropCoherencyComplexity : IMeasure
{
    private readonly Coherency _coherency = new();
    private readonly Complexity _complexity = new();

    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "adcc",
        Name = "ADCC",
        Caption = "harmonic mean of coherency, 1 - complexity and 1 - drop (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "The harmonic mean of an image's coherency, 1 - complexity and 1 - drop, where the drop is max(0, Y - O) / Y "
            + "of the unmuted map; 0 where one of the three is 0. The aggregate is the mean over images, not the harmonic mean of means.",
        Undefined = "Where the coherency or the complexity is undefined.",
        Source = "Poppi et al. 2021 (ADCC); code: aimagelab/ADCC, metrics/adcc.py",
        Make = _ => new AverageDropCoherencyComplexity(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        var coherencies = _coherency.Measure(batch);
        var complexities = _complexity.Measure(batch);
        var after = batch.Confidences(batch.MaskedLogits(0));
        return [.. after.Select((o, row) =>
        {
            var drop = Math.Max(0, batch.Before[row] - o) / batch.Before[row];
            return double.IsFinite(drop) && coherencies[row] is { } coherency && complexities[row] is { } complexity
                ? HarmonicMean(coherency, 1 - complexity, 1 - drop)
                : (double?)null;
        })];
    }

    /// <summary>Of three numbers from 0 on; 0 when one of them is.</summary>
    internal static double HarmonicMean(double a, double b, double c) => Math.Min(a, Math.Min(b, c)) <= 0 ? 0 : 3 / ((1 / a) + (1 / b) + (1 / c));
}

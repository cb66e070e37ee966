namespace LCam.Statistics;

/// <summary>How to resample.</summary>
/// <param name="Resamples">At least 1.</param>
/// <param name="Confidence">Of intervals, in (0, 1).</param>
/// <param name="Seed">Of the random draws.</param>
public sealed record BootstrapOptions(int Resamples, double Confidence, long Seed);

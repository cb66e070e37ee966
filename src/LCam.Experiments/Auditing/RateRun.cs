namespace LCam.Experiments.Auditing;

/// <summary>Steps after each other at which a learning rate is the same.</summary>
/// <param name="Metric">As <c>learning-rate.weight</c>.</param>
/// <param name="First">The first of them; it goes on to the next run of that metric, or to the end of the epoch.</param>
/// <param name="Rate">The learning rate.</param>
internal readonly record struct RateRun(string Metric, long First, double Rate);

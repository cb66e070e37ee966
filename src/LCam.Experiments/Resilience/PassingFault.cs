namespace LCam.Experiments.Resilience;

/// <summary>A fault after which the same was tried again.</summary>
/// <param name="Attempt">1-based.</param>
/// <param name="Kind">The exception's type.</param>
/// <param name="Message">What it said.</param>
public sealed record PassingFault(int Attempt, string Kind, string Message);

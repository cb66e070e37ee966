namespace LCam.Experiments.Stages;

/// <summary>Why a run failed.</summary>
/// <param name="Kind">A short name: invalid-input, data-missing, environment, internal.</param>
/// <param name="Message">What, where, and what to do.</param>
public sealed record StageFailure(string Kind, string Message);

namespace LCam.Experiments.Running;

/// <summary>How a sweep is run.</summary>
/// <param name="FailFast">Start nothing more after the first failure.</param>
/// <param name="RetryFailed">Repeat stages that failed before.</param>
/// <param name="ContinueElsewhere">Go on with what was begun under other conditions (threads, device, processor, libraries, build): its numbers are mixed then.</param>
/// <param name="Resume">Go on with interrupted stages from what they saved, rather than from the beginning.</param>
public sealed record RunOptions(bool FailFast = false, bool RetryFailed = false, bool ContinueElsewhere = false, bool Resume = true);

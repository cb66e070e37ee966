namespace LCam.Experiments.Findings;

/// <summary>One line of an audit.</summary>
/// <param name="Id">Of the check that found it; never changes.</param>
/// <param name="Subject">The run, stage, file, event or experiment that it is about.</param>
/// <param name="Evidence">What was seen, and what should have been.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Finding(string Id, AuditLevel Level, FindingSeverity Severity, string Subject, string Evidence, string Remedy);

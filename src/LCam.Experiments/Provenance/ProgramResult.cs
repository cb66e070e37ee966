namespace LCam.Experiments.Provenance;

/// <summary>How a program ended, and what it printed.</summary>
public sealed record ProgramResult(int ExitCode, string Out, string Error);

namespace LCam.Experiments.Provenance;

/// <summary>How a program ended, and what it printed.</summary>
public sealed record ProgramResult(int ExitCode, string Out, string Error)
{
    /// <summary>Exit code of a program that did not end by itself; <see cref="Error"/> says why it was ended.</summary>
    public const int Ended = -1;
}

namespace LCam.Experiments.Provenance;

/// <summary>Runs other programs, such as git.</summary>
public interface IProgramRunner
{
    /// <summary>Runs a program to its end; null where there is no such program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="input">What it reads from its standard input; null for nothing.</param>
    /// <param name="environment">Variables beside this process's own.</param>
    ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null);
}

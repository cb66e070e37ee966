namespace LCam.Experiments.Provenance;

/// <summary>Runs other programs, such as git. Nothing that came from elsewhere may name one, nor be an argument that could be read as an option.</summary>
public interface IProgramRunner
{
    /// <summary>Runs a program to its end; null where there is no such program.</summary>
    /// <param name="program">Its name, which is looked for in PATH alone, or its full path.</param>
    /// <param name="arguments">What it is told; no shell reads them.</param>
    /// <param name="input">What it reads from its standard input; null for nothing.</param>
    /// <param name="environment">Variables beside this process's own.</param>
    ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null);
}

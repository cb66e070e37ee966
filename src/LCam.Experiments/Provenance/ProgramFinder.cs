using Mono.Unix.Native;

namespace LCam.Experiments.Provenance;

/// <summary>
/// Finds programs as a shell does, and never in the current folder: the runtime looks there before it looks in PATH, so
/// that a file called <c>git</c> beside a spec would be started.
/// </summary>
internal static class ProgramFinder
{
    /// <summary>The full path of a program; null where there is none.</summary>
    /// <param name="program">A full path, or a name without any slash.</param>
    /// <param name="searchPath">Folders between colons, as in PATH; those that are not absolute are left out.</param>
    public static string? Find(string program, string? searchPath)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return IsProgram(program) ? program : null;
        }

        return program.Length == 0 || program.Contains('/', StringComparison.Ordinal)
            ? null
            : (searchPath ?? "").Split(Path.PathSeparator)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path) && Syscall.access(path, AccessModes.X_OK) == 0;
}

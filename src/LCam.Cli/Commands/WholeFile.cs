using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>Writes a text file whole or not at all.</summary>
internal static class WholeFile
{
    /// <exception cref="ProblemException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var aside = path + ".partial";
            File.WriteAllText(aside, text);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"the file cannot be written: {failure.Message}"), failure);
        }
    }
}

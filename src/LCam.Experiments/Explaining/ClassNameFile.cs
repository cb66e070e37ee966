using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Explaining;

/// <summary>A text file with the name of one class a line, the first being class 0.</summary>
internal static class ClassNameFile
{
    private const long MaximumBytes = 16 << 20;
    private const int LongestName = 65_536;

    /// <exception cref="ProblemException">The file is missing, has empty lines, or has not as many lines as there are classes.</exception>
    public static IReadOnlyList<string> Read(string path, int classes)
    {
        var names = Lines(path).Select(line => line.Trim()).ToArray();
        var problems = names.Index()
            .Where(entry => entry.Item.Length == 0)
            .Take(1)
            .Select(entry => new Problem(FormattableString.Invariant($"{path}:{entry.Index + 1}"), "the line is empty", "give each class a name"))
            .ToList();
        if (names.Length != classes)
        {
            problems.Add(new Problem(path, FormattableString.Invariant($"has {names.Length} names, the classifier has {classes} classes")));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return names;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return [.. DataFile.ReadLines(path, MaximumBytes, LongestName)];
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file of class names"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"cannot be read: {failure.Message}"), failure);
        }
    }
}

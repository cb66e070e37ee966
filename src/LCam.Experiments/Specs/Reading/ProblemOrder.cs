using System.Globalization;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Puts problems in the order of the spec's lines, those of the command line last.</summary>
internal static class ProblemOrder
{
    public static IReadOnlyList<Problem> Sorted(string file, IEnumerable<Problem> problems) =>
        [.. problems.Distinct().OrderBy(problem => LineOf(file, problem))];

    private static int LineOf(string file, Problem problem)
    {
        if (!problem.Where.StartsWith(file + ":", StringComparison.Ordinal))
        {
            return int.MaxValue;
        }

        var digits = new string([.. problem.Where.Skip(file.Length + 1).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : int.MaxValue;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Adopting;

/// <summary>
/// What the reference's evaluation script printed at one percentage. The script does not print the percentage: a line
/// <c>== percentage 0.5</c> stands before what it printed.
/// </summary>
/// <param name="Line">Of the heading, 1-based.</param>
/// <param name="Snapshot">Name of the snapshot that it loaded; null where it does not say so.</param>
/// <param name="Values">By measure, in percent, in the order printed.</param>
public sealed partial record PrintedEvaluation(double Percentage, int Line, string? Snapshot, IReadOnlyDictionary<string, double> Values)
{
    public const string AverageDrop = "average-drop";
    public const string Increase = "increase-in-confidence";

    public const string Top1Before = "top1-before";
    public const string Top5Before = "top5-before";
    public const string Top1After = "top1-after";
    public const string Top5After = "top5-after";

    /// <summary>All measures that can be claimed.</summary>
    public static IReadOnlyList<string> Measures { get; } = [AverageDrop, Increase, Top1Before, Top5Before, Top1After, Top5After];

    private const long MaxBytes = 64 << 20;
    private const int LongestLine = 1 << 20;

    /// <summary>What was printed, as claims. The script prints all digits of a mean.</summary>
    /// <param name="file">What findings call the file.</param>
    internal IEnumerable<PastClaim> Claims(string file) =>
        Values.Select(value => new PastClaim(file, Line, Snapshot, Percentage, value.Key, value.Value, Rounding: 0, SaidBy: "the evaluation script"));

    /// <exception cref="ProblemException">The file is missing, or has no such text; all that is wrong is named.</exception>
    public static IReadOnlyList<PrintedEvaluation> Read(string path)
    {
        try
        {
            return Parse(path, DataFile.ReadLines(path, MaxBytes, LongestLine));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"cannot be read: {failure.Message}"), failure);
        }
    }

    private static List<PrintedEvaluation> Parse(string path, IEnumerable<string> lines)
    {
        var (found, problems, number) = (new List<PrintedEvaluation>(), new List<Problem>(), 0);
        Dictionary<string, double> values = [];
        foreach (var line in lines)
        {
            number++;
            var place = FormattableString.Invariant($"{path}:{number}");
            if (Heading().Match(line) is { Success: true } heading)
            {
                values = new Dictionary<string, double>(StringComparer.Ordinal);
                found.Add(new PrintedEvaluation(Value(heading.Groups[1]), number, null, values));
            }
            else if (Loaded().Match(line) is { Success: true } loaded && found.Count > 0)
            {
                found[^1] = found[^1] with { Snapshot = loaded.Groups[1].Value };
            }
            else if (Printed().Match(line) is { Success: true } printed)
            {
                Add(place, found.Count == 0 ? null : values, printed.Groups[1].Value == "Average Drop" ? AverageDrop : Increase, printed.Groups[2], problems);
            }
            else if (Accuracies().Match(line) is { Success: true } accuracies)
            {
                // The first such line is of the images as they are, the second of the masked ones.
                var state = values.ContainsKey("top1-before") ? "after" : "before";
                Add(place, found.Count == 0 ? null : values, $"top1-{state}", accuracies.Groups[1], problems);
                Add(place, found.Count == 0 ? null : values, $"top5-{state}", accuracies.Groups[2], problems);
            }
        }

        if (found.Count == 0 && problems.Count == 0)
        {
            problems.Add(new Problem(path, "has no line '== percentage Q', which says what was printed at which percentage", "write one before each output of the evaluation script"));
        }

        problems.AddRange(found.Where(printed => printed.Values.Count == 0).Select(printed => new Problem(
            FormattableString.Invariant($"{path}:{printed.Line}"), "no 'Average Drop is:' or 'Increase in confidence is:' follows the percentage")));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return found;
    }

    private static void Add(string place, Dictionary<string, double>? values, string name, Group value, List<Problem> problems)
    {
        if (values is null)
        {
            problems.Add(new Problem(place, "stands before any line '== percentage Q'", "say at which percentage it was printed"));
        }
        else if (!values.TryAdd(name, Value(value)))
        {
            problems.Add(new Problem(place, $"{name} is printed twice at one percentage", "write a line '== percentage Q' before each output"));
        }
    }

    private static double Value(Group group) => group.Value == "nan" ? double.NaN : double.Parse(group.Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^== percentage (0|1|0\.\d{1,17}|1\.0)\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex("""^=> loaded checkpoint '(?:[^']*/)?([^'/]+)'""", RegexOptions.CultureInvariant)]
    private static partial Regex Loaded();

    [GeneratedRegex("""^(Average Drop|Increase in confidence) is: +(nan|-?\d{1,20}(?:\.\d{1,30})?(?:e[+-]\d{1,3})?)\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Printed();

    [GeneratedRegex("""^Top1: tensor\((\d{1,3}\.\d{0,20})[^)]*\) Top5: tensor\((\d{1,3}\.\d{0,20})[^)]*\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Accuracies();
}

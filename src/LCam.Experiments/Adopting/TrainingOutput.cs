using System.Globalization;
using System.Text.RegularExpressions;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Adopting;

/// <summary>What the reference's training script printed: lines of progress, and the rates of an epoch before it begins. Other lines are passed over.</summary>
public sealed partial record TrainingOutput(IReadOnlyList<PrintedProgress> Progress, IReadOnlyList<PrintedRate> Rates)
{
    private const long MaxBytes = 256 << 20;
    private const int LongestLine = 1 << 20;

    // The names that the same numbers have in the record.
    private static readonly Dictionary<string, string> RecordNames = new(StringComparer.Ordinal)
    {
        ["Loss"] = "loss",
        ["Loss_meanMask"] = "losses_meanMask",
        ["Loss_variationMask"] = "losses_variationMask",
        ["Loss_ce"] = "losses_ce",
        ["Prec@1"] = "pred@1",
        ["Prec@5"] = "pred@5",
    };

    /// <exception cref="ProblemException">The file is missing, or no training script printed it.</exception>
    public static TrainingOutput Read(string path)
    {
        try
        {
            var (progress, rates, number) = (new List<PrintedProgress>(), new List<PrintedRate>(), 0);
            foreach (var line in DataFile.ReadLines(path, MaxBytes, LongestLine))
            {
                number++;
                if (Heading().Match(line) is { Success: true } heading)
                {
                    var values = Meter().Matches(line, heading.Length).Where(meter => RecordNames.ContainsKey(meter.Groups[1].Value))
                        .DistinctBy(meter => meter.Groups[1].Value)
                        .ToDictionary(meter => RecordNames[meter.Groups[1].Value], meter => (Number(meter.Groups[2]), Number(meter.Groups[3])), StringComparer.Ordinal);
                    progress.Add(new PrintedProgress(number, Whole(heading.Groups[1]), Whole(heading.Groups[2]), Whole(heading.Groups[3]), values));
                }
                else if (Rate().Match(line) is { Success: true } rate)
                {
                    rates.Add(new PrintedRate(number, Whole(rate.Groups[1]), Number(rate.Groups[2])));
                }
            }

            return progress.Count > 0
                ? new TrainingOutput(progress, rates)
                : throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, "has no line 'Epoch: [E][S/N] ...' of a training script of the reference"));
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

    private static int Whole(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    // Python prints what is not finite as nan and inf.
    private static double Number(Group group) => group.Value switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var digits => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("""^Epoch: \[(\d{1,9})\]\[(\d{1,9})/(\d{1,9})\]""", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex("""\t(\S{1,40}) (nan|-?inf|-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]\d{1,3})?) \((nan|-?inf|-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]\d{1,3})?)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Meter();

    [GeneratedRegex("""^(\d{1,9}) (\d{1,20}(?:\.\d{1,30})?(?:e[+-]\d{1,3})?)\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Rate();
}

/// <summary>A line of progress.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Epoch">0-based.</param>
/// <param name="Step">Steps of the epoch that were done; 0 for all of them.</param>
/// <param name="Steps">Of an epoch.</param>
/// <param name="Values">The step's own value, and the mean since the script's meters were reset; by the record's names.</param>
public sealed record PrintedProgress(int Line, int Epoch, int Step, int Steps, IReadOnlyDictionary<string, (double Own, double Mean)> Values);

/// <summary>The rate of one of the optimizer's groups, which are printed one after another when an epoch lowers them.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Epoch">0-based.</param>
public sealed record PrintedRate(int Line, int Epoch, double Rate);

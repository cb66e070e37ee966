using System.Globalization;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Adopting;

/// <summary>
/// A file of claims: comma-separated values (RFC 4180 without line ends in fields) under the header
/// <c>model,percentage,measure,value,source</c>. <c>source</c> says who claims it, as in "L-CAM paper, table 2".
/// </summary>
internal static class ClaimsFile
{
    private const string Header = "model,percentage,measure,value,source";
    private const long MaxBytes = 1 << 20;
    private const int LongestLine = 1 << 14;

    /// <summary>The claims on a model; those on others are passed over.</summary>
    /// <exception cref="ProblemException">The file is missing or no such file, or nothing in it is of the model; all that is wrong is named.</exception>
    public static IReadOnlyList<PastClaim> Read(string path, string model)
    {
        try
        {
            var (claims, problems, number) = (new List<PastClaim>(), new List<Problem>(), 0);
            foreach (var line in DataFile.ReadLines(path, MaxBytes, LongestLine))
            {
                number++;
                var place = FormattableString.Invariant($"{path}:{number}");
                if (number == 1 ? line.Trim() != Header : line.Length > 0 && Fields(line) is not { Count: 5 })
                {
                    problems.Add(new Problem(place, number == 1 ? $"expected the header '{Header}'" : "expected 5 fields"));
                }
                else if (number > 1 && line.Length > 0)
                {
                    Add(place, number, Fields(line)!, path, model, claims, problems);
                }
            }

            foreach (var twice in claims.GroupBy(claim => (claim.Percentage, claim.Measure, claim.SaidBy)).Where(same => same.Count() > 1))
            {
                problems.Add(new Problem(FormattableString.Invariant($"{path}:{twice.Last().Line}"), FormattableString.Invariant($"{twice.Key.Measure} at percentage {twice.Key.Percentage} is claimed twice by {twice.Key.SaidBy}")));
            }

            if (problems.Count == 0 && claims.Count == 0)
            {
                problems.Add(new Problem(path, $"claims nothing of {model}", "name the model as the reference does"));
            }

            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
            return claims;
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

    private static void Add(string place, int line, List<string> fields, string path, string model, List<PastClaim> claims, List<Problem> problems)
    {
        var measure = fields[2] switch { "ad" or "AD" => PrintedEvaluation.AverageDrop, "ic" or "IC" => PrintedEvaluation.Increase, var other => other };
        var before = problems.Count;
        if (!(double.TryParse(fields[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percentage) && percentage is >= 0 and <= 1))
        {
            problems.Add(new Problem($"{place}:percentage", $"expected the share of muted pixels, 0 to 1, found '{fields[1]}'"));
        }

        if (!PrintedEvaluation.Measures.Contains(measure))
        {
            problems.Add(new Problem($"{place}:measure", $"expected one of {string.Join(", ", PrintedEvaluation.Measures)}, found '{fields[2]}'"));
        }

        if (!(double.TryParse(fields[3], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100))
        {
            problems.Add(new Problem($"{place}:value", $"expected a number of percent, 0 to 100, found '{fields[3]}'"));
        }

        if (fields[4].Length == 0)
        {
            problems.Add(new Problem($"{place}:source", "nobody claims it", "say who does"));
        }

        if (problems.Count == before && fields[0] == model)
        {
            claims.Add(new PastClaim(path, line, null, percentage, measure, value, Rounding(fields[3]), fields[4]));
        }
    }

    // A number that is published is rounded: 58.84 says 58.835 to 58.845.
    private static double Rounding(string value) => 0.5 * Math.Pow(10, -(value.Contains('.', StringComparison.Ordinal) ? value.Length - value.IndexOf('.', StringComparison.Ordinal) - 1 : 0));

    // Null where a quote is not closed, or something follows one.
    private static List<string>? Fields(string line)
    {
        var fields = new List<string>();
        for (var at = 0; ;)
        {
            if (at < line.Length && line[at] == '"')
            {
                var text = "";
                for (; ;)
                {
                    var end = line.IndexOf('"', at + 1);
                    if (end < 0)
                    {
                        return null;
                    }

                    text += line[(at + 1)..end];
                    at = end + 1;
                    if (at >= line.Length || line[at] != '"')
                    {
                        break;
                    }

                    text += '"';
                }

                fields.Add(text);
            }
            else
            {
                var end = line.IndexOf(',', at) is var comma && comma < 0 ? line.Length : comma;
                fields.Add(line[at..end].Trim());
                at = end;
            }

            if (at == line.Length)
            {
                return fields;
            }

            if (line[at++] != ',')
            {
                return null;
            }
        }
    }
}

using LCam.Measures;
using LCam.Problems;

namespace LCam.Experiments.Results.Checking;

/// <summary>The tolerances of a table's values: one for all, and others for some measures.</summary>
public sealed class TableTolerances
{
    /// <summary>Names the decimals in the notes below a table, such as a classifier's accuracy.</summary>
    public const string Notes = "notes";

    /// <summary>Where a problem with them is.</summary>
    public const string Option = "--tolerance";

    private readonly Dictionary<string, Tolerance> _named = new(StringComparer.Ordinal);
    private Tolerance? _others;

    private TableTolerances()
    {
    }

    /// <summary>Reads tolerances, each <c>TOLERANCE</c> for all measures or <c>MEASURE=TOLERANCE</c> for one, several in a text by commas.</summary>
    /// <exception cref="ProblemException">All that is wrong with them.</exception>
    public static TableTolerances Parse(IEnumerable<string> texts)
    {
        var (tolerances, problems) = (new TableTolerances(), new List<Problem>());
        foreach (var text in texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (tolerances.Add(text) is { } problem)
            {
                problems.Add(problem);
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return tolerances;
    }

    /// <summary>The tolerance of a measure's values; of what is no measure's it is that of all.</summary>
    public Tolerance Of(string? measure) => (measure is null ? null : _named.GetValueOrDefault(measure)) ?? _others ?? Tolerance.Exact;

    /// <summary>The tolerance of decimals in notes, which have no interval.</summary>
    public Tolerance OfNotes => Of(Notes) is { Kind: not ToleranceKind.Interval } known ? known : Tolerance.Exact;

    private Problem? Add(string text)
    {
        var (name, value) = text.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (null, text);
        if (Tolerance.Parse(value) is not { } tolerance)
        {
            return new Problem(Option, $"'{text}' is no tolerance", $"give 2 (absolute), 5% (relative) or {Tolerance.IntervalWord}, for one measure as average-drop=2");
        }

        if (name is null)
        {
            (var given, _others) = (_others, tolerance);
            return given is null ? null : new Problem(Option, "has two tolerances for all measures", "name the measure of one, as average-drop=2");
        }

        string[] known = [.. MeasureRegistry.All.Select(measure => measure.Id), Notes];
        return !known.Contains(name)
            ? new Problem(Option, $"'{name}' is no measure", Suggestion.For(name, known) is { } near ? $"did you mean {near}?" : $"known: {string.Join(", ", known)}")
            : _named.TryAdd(name, tolerance) ? null : new Problem(Option, $"has two tolerances for {name}");
    }
}

using System.Globalization;
using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>A part of a matrix, as <c>--only axis=value[,value]</c> names it. It chooses among a spec's cells, and changes none.</summary>
public sealed record CellSelection
{
    private const string Option = "--only";

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _values;

    private CellSelection(IReadOnlyDictionary<string, IReadOnlyList<string>> values) => _values = values;

    /// <summary>The part that the options name together: of one axis any of the values, of several axes one of each. Null for no options.</summary>
    /// <param name="options"><c>axis=value[,value]</c> each.</param>
    /// <param name="cells">All cells of the spec.</param>
    /// <exception cref="ProblemException">An option is none, or matches nothing; it says what exists.</exception>
    public static CellSelection? Parse(IReadOnlyList<string> options, IReadOnlyList<Cell> cells)
    {
        if (options.Count == 0)
        {
            return null;
        }

        var problems = new List<Problem>();
        var asked = options.Select(option => Split(option, problems)).OfType<(string Axis, string[] Values)>()
            .GroupBy(option => option.Axis, StringComparer.Ordinal)
            .ToDictionary(axis => axis.Key, axis => (IReadOnlyList<string>)[.. axis.SelectMany(option => option.Values).Distinct()], StringComparer.Ordinal);
        foreach (var (axis, values) in asked)
        {
            problems.AddRange(Unknown(axis, values, cells));
        }

        var selection = new CellSelection(asked);
        if (problems.Count == 0 && !cells.Any(selection.Has))
        {
            problems.Add(new Problem(Option, $"no cell is {string.Join(" and ", asked.Select(axis => $"{axis.Key}={string.Join(',', axis.Value)}"))}", "'lcam plan' without it lists the cells"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return selection;
    }

    /// <summary>Whether a cell is in it. A cell without a value on an axis is in no part of that axis.</summary>
    public bool Has(Cell cell) => _values.All(axis => cell.AxisValues.TryGetValue(axis.Key, out var value) && axis.Value.Any(asked => IsSame(asked, value)));

    private static (string Axis, string[] Values)? Split(string option, List<Problem> problems)
    {
        var parts = option.Split('=', 2, StringSplitOptions.TrimEntries);
        var values = parts.Length == 2 ? parts[1].Split(',', StringSplitOptions.TrimEntries) : [];
        if (parts[0].Length > 0 && values.Length > 0 && values.All(value => value.Length > 0))
        {
            return (parts[0], values);
        }

        problems.Add(new Problem(Option, $"'{option}' is not of the form axis=value[,value]", "for example --only backbone=vgg16 --only seed=1,2"));
        return null;
    }

    private static IEnumerable<Problem> Unknown(string axis, IReadOnlyList<string> values, IReadOnlyList<Cell> cells)
    {
        var known = cells.Select(cell => cell.AxisValues.GetValueOrDefault(axis)).OfType<string>().Distinct().ToList();
        if (axis == "percentage")
        {
            yield return new Problem(Option, "a stage measures all percentages at once: none is a part of the matrix", "leave it out");
        }
        else if (known.Count == 0)
        {
            var axes = cells.SelectMany(cell => cell.AxisValues.Keys).Distinct();
            yield return new Problem(Option, $"the matrix has no axis '{axis}'", $"it has {string.Join(", ", axes)}");
        }
        else
        {
            foreach (var value in values.Where(value => !known.Any(one => IsSame(value, one))))
            {
                yield return new Problem(Option, $"no cell has {axis}={value}", $"'{axis}' has {string.Join(", ", known)}");
            }
        }
    }

    // 1e-4 and 0.0001 are one value of an axis.
    private static bool IsSame(string asked, string value) =>
        asked == value || (Number(asked) is { } number && Number(value) is { } other && number.Equals(other));

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;

namespace LCam.Experiments.Results.Checking;

/// <summary>How a value may differ from the one that it is checked against.</summary>
public enum ToleranceKind
{
    /// <summary>By so much, in the unit of the cell: points of percent, or seconds.</summary>
    Absolute,

    /// <summary>By such a share of the value that it is checked against.</summary>
    Relative,

    /// <summary>Anywhere inside the interval that stands beside the value it is checked against.</summary>
    Interval,
}

/// <summary>How far a value may be from the one that it is checked against.</summary>
/// <param name="Limit">In the cell's unit, or a share; without meaning for an interval.</param>
public sealed record Tolerance(ToleranceKind Kind, double Limit = 0)
{
    /// <summary>The word for <see cref="ToleranceKind.Interval"/> on a command line.</summary>
    public const string IntervalWord = "interval";

    // Two texts of 0.1 and 0.6 are 0.5 apart, and their doubles a little more.
    private const double Rounding = 1e-9;

    /// <summary>No difference at all.</summary>
    public static Tolerance Exact { get; } = new(ToleranceKind.Absolute);

    /// <summary>A number, a number with a percent sign, or the word for an interval; null for anything else.</summary>
    public static Tolerance? Parse(string text)
    {
        if (text == IntervalWord)
        {
            return new Tolerance(ToleranceKind.Interval);
        }

        var isShare = text.EndsWith('%');
        return double.TryParse(isShare ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? isShare ? new Tolerance(ToleranceKind.Relative, number / 100) : new Tolerance(ToleranceKind.Absolute, number)
            : null;
    }

    /// <summary>Whether a value may stand where another is expected.</summary>
    /// <param name="interval">Beside the expected value; null where none is.</param>
    public bool Allows(double expected, double actual, Interval? interval) => expected.Equals(actual) || Kind switch
    {
        ToleranceKind.Interval => interval?.Covers(actual) == true,
        ToleranceKind.Relative => Math.Abs(actual - expected) <= (Limit * Math.Abs(expected)) + Rounding,
        _ => Math.Abs(actual - expected) <= Limit + Rounding,
    };

    public override string ToString() => Kind switch
    {
        ToleranceKind.Interval => "the file's interval",
        ToleranceKind.Relative => string.Create(CultureInfo.InvariantCulture, $"{100 * Limit:0.######} %"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Limit:0.######}"),
    };
}

using System.Globalization;

namespace LCam.Experiments.Results.Layout;

/// <summary>One value, and how precisely it is written.</summary>
/// <param name="Value">Null for a dash.</param>
/// <param name="Decimals">Digits behind the point, of the value and all that stands beside it.</param>
public sealed record GridCell(double? Value, int Decimals = 2)
{
    private const string Dash = "–";

    // Beyond this a number with decimals is longer than any column, and none of its digits means anything.
    private const double Huge = 1e9;

    /// <summary>A text instead of a value; null for the value.</summary>
    public string? Text { get; init; }

    /// <summary>Standard deviation, behind a plus-minus sign; null for none.</summary>
    public double? Deviation { get; init; }

    /// <summary>An interval in brackets; null for none.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Stars, as a raised mark; empty for none.</summary>
    public string Marks { get; init; } = "";

    /// <summary>Whether it is the best of its column, in bold.</summary>
    public bool IsBest { get; init; }

    /// <summary>The value alone.</summary>
    public string Number => Text ?? (Value is { } number ? Format(number) : Dash);

    /// <summary>What stands behind the value, each part with a space before it; empty for nothing.</summary>
    public string Beside =>
        (Deviation is { } deviation ? $" ± {Format(deviation)}" : "") + (Interval is { } interval ? $" [{Format(interval.Low)}, {Format(interval.High)}]" : "");

    private string Format(double number) => Math.Abs(number) >= Huge && double.IsFinite(number)
        ? number.ToString("0.00e+0", CultureInfo.InvariantCulture)
        : number.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

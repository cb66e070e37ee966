using System.Globalization;
using System.Numerics;
using LCam.Experiments.Specs.Keys;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Numbers as people write them, in specs and on the command line: invariant, with no separators of thousands.</summary>
internal static class NumberText
{
    /// <summary>A <see langword="long"/> that the rule allows; null where the text is none.</summary>
    public static object? Whole(ValueRule rule, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && rule.InRange(whole) ? whole : null;

    /// <summary>A <see langword="double"/> that the rule allows; null where the text is none.</summary>
    public static object? Number(ValueRule rule, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && rule.InRange(number) ? number + 0.0 : null;

    /// <summary>The right form of what was meant for a number; null where that cannot be guessed.</summary>
    public static string? Remedy(ValueRule rule, string text) => rule.Kind switch
    {
        ValueKind.Integer or ValueKind.Number when text.Contains(',', StringComparison.Ordinal) => Comma(rule, text),
        ValueKind.Number when text.EndsWith('%') => "write a share: 0.5 for 50 %",
        ValueKind.Integer => Digits(text),
        _ => null,
    };

    private static string Comma(ValueRule rule, string text) =>
        rule.Kind == ValueKind.Number && text.IndexOf(',', StringComparison.Ordinal) == text.LastIndexOf(',') && !text.Contains('.', StringComparison.Ordinal)
            ? "write a point, not a comma"
            : "write it without separators between digits";

    private static string? Digits(string text)
    {
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
        {
            return large > long.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"the largest is {long.MaxValue}") : null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsInteger(number) && Math.Abs(number) < int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"write {number:F0}")
            : null;
    }
}

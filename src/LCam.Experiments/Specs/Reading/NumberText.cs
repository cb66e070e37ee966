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

    /// <summary>The right form of what was meant for a number; null where that cannot be guessed, or is not allowed either.</summary>
    public static string? Remedy(ValueRule rule, string text) => rule.Kind switch
    {
        ValueKind.Integer or ValueKind.Number when text.Contains(',', StringComparison.Ordinal) => Comma(rule, text),
        ValueKind.Number when text.EndsWith('%') => rule.Maximum <= 1 ? "write a share: 0.5 for 50 %" : null,
        ValueKind.Integer => Digits(rule, text),
        _ => null,
    };

    private static string? Comma(ValueRule rule, string text)
    {
        var (isPoint, remedy) = rule.Kind == ValueKind.Number && text.IndexOf(',', StringComparison.Ordinal) == text.LastIndexOf(',') && !text.Contains('.', StringComparison.Ordinal)
            ? (true, "write a point, not a comma")
            : (false, "write it without separators between digits");
        return double.TryParse(text.Replace(",", isPoint ? "." : "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var meant) && !rule.InRange(meant) ? null : remedy;
    }

    // The limits as they are told name no largest number where it is that of a type.
    private static string? Digits(ValueRule rule, string text)
    {
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
        {
            var largest = rule.Maximum switch { null => long.MaxValue, int.MaxValue => int.MaxValue, _ => (long?)null };
            return large > largest ? string.Create(CultureInfo.InvariantCulture, $"the largest is {largest}") : null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsInteger(number) && Math.Abs(number) < int.MaxValue && rule.InRange(number)
            ? string.Create(CultureInfo.InvariantCulture, $"write {number:F0}")
            : null;
    }
}

using System.Globalization;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// Which pixels of a mask are the object: by default all but 0 of a mask of one channel, or of a palette's index; else
/// those of the values, indices or colours that are named, or those that are opaque.
/// </summary>
public sealed record MaskRule
{
    /// <summary>The word for opaque pixels.</summary>
    public const string AlphaWord = "alpha";

    private const int LargestValue = ushort.MaxValue;

    /// <summary>All but 0.</summary>
    public static MaskRule NotZero { get; } = new();

    /// <summary>Values of the object; with <see cref="Colours"/> empty and no <see cref="Alpha"/>, empty means all but 0.</summary>
    public IReadOnlySet<int> Values { get; private init; } = new HashSet<int>();

    /// <summary>Colours of the object, as 0xRRGGBB.</summary>
    public IReadOnlySet<int> Colours { get; private init; } = new HashSet<int>();

    /// <summary>Pixels of at least half opacity are the object, whatever their colour.</summary>
    public bool Alpha { get; private init; }

    /// <summary>The value of pixels that count neither as the object nor beside it; null where there is none.</summary>
    public int? Ignore { get; private init; }

    /// <summary>The rule of a spec.</summary>
    /// <param name="values">Whole numbers, or colours as <c>#rrggbb</c>, or <see cref="AlphaWord"/> alone; empty for all but 0.</param>
    /// <param name="ignore">The value that does not count.</param>
    /// <exception cref="ProblemException">A value is none of these, or they do not go together.</exception>
    public static MaskRule Parse(IReadOnlyCollection<string> values, int? ignore)
    {
        var problems = new List<Problem>();
        var (numbers, colours, alpha) = (new HashSet<int>(), new HashSet<int>(), false);
        foreach (var value in values)
        {
            if (value == AlphaWord)
            {
                alpha = true;
            }
            else if (value.Length == 7 && value[0] == '#' && int.TryParse(value.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour))
            {
                colours.Add(colour);
            }
            else if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LargestValue)
            {
                numbers.Add(number);
            }
            else
            {
                problems.Add(new Problem("", $"'{value}' is no value of a mask", $"give whole numbers up to {LargestValue}, colours as '#rrggbb', or {AlphaWord}"));
            }
        }

        if (alpha && values.Count > 1)
        {
            problems.Add(new Problem("", $"{AlphaWord} and other values exclude each other"));
        }

        if (numbers.Count > 0 && colours.Count > 0)
        {
            problems.Add(new Problem("", "numbers and colours exclude each other: a mask is read by one or the other"));
        }

        if (ignore is { } left && (alpha || colours.Count > 0 || numbers.Contains(left)))
        {
            problems.Add(new Problem("", "the ignored value is one of a mask of one channel or with a palette, and not one of the object's"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return new MaskRule { Values = numbers, Colours = colours, Alpha = alpha, Ignore = ignore };
    }
}

using System.Globalization;

namespace LCam.Experiments.Specs.Keys;

/// <summary>What one value of a key may be. Messages, the reference table and the JSON Schema all say what this says.</summary>
internal sealed record ValueRule(ValueKind Kind)
{
    /// <summary>A name: of a spec or a backbone.</summary>
    public const string NamePattern = "[a-z0-9]+(-[a-z0-9]+)*";

    public static readonly ValueRule Text = new(ValueKind.Text);
    public static readonly ValueRule Name = new(ValueKind.Name);
    public static readonly ValueRule Path = new(ValueKind.Path);
    public static readonly ValueRule Flag = new(ValueKind.Flag);

    public double? Minimum { get; private init; }

    public double? Maximum { get; private init; }

    public bool ExcludesMinimum { get; private init; }

    public bool ExcludesMaximum { get; private init; }

    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>A word that may stand instead of a path.</summary>
    public string? Word { get; private init; }

    /// <summary>The rule in words, fit to follow "is not": "a whole number from 1 to 10".</summary>
    public string Expected => Kind switch
    {
        ValueKind.Text => "a text",
        ValueKind.Name => "a name of lower-case letters, digits and single hyphens",
        ValueKind.Path => Word is null ? "a path" : $"a path or {Word}",
        ValueKind.Integer => $"a whole number {Range}",
        ValueKind.Number => $"a number {Range}",
        ValueKind.Flag => "true or false",
        _ => "one of " + string.Join(", ", Choices),
    };

    private string Range
    {
        get
        {
            var low = ExcludesMinimum ? $"above {Show(Minimum)}" : $"from {Show(Minimum)}";
            return Maximum switch
            {
                null or int.MaxValue => ExcludesMinimum ? low : low + " on",
                _ when ExcludesMinimum && ExcludesMaximum => $"{low} and below {Show(Maximum)}",
                _ when ExcludesMaximum => $"{low} to below {Show(Maximum)}",
                _ when ExcludesMinimum => $"{low} and at most {Show(Maximum)}",
                _ => $"{low} to {Show(Maximum)}",
            };
        }
    }

    public static ValueRule Integer(long from, long? to = null) => new(ValueKind.Integer) { Minimum = from, Maximum = to };

    public static ValueRule Number(double from, double? to = null) => new(ValueKind.Number) { Minimum = from, Maximum = to };

    public static ValueRule NumberBelow(double from, double below) => new(ValueKind.Number) { Minimum = from, Maximum = below, ExcludesMaximum = true };

    public static ValueRule NumberAbove(double above, double? to = null) => new(ValueKind.Number) { Minimum = above, Maximum = to, ExcludesMinimum = true };

    public static ValueRule NumberBetween(double above, double below) =>
        new(ValueKind.Number) { Minimum = above, Maximum = below, ExcludesMinimum = true, ExcludesMaximum = true };

    public static ValueRule OneOf(IReadOnlyList<string> choices) => new(ValueKind.Choice) { Choices = choices };

    public static ValueRule PathOr(string word) => new(ValueKind.Path) { Word = word };

    public bool InRange(double value) =>
        double.IsFinite(value)
        && (Minimum is not { } low || (ExcludesMinimum ? value > low : value >= low))
        && (Maximum is not { } high || (ExcludesMaximum ? value < high : value <= high));

    private static string Show(double? value) => value!.Value.ToString(CultureInfo.InvariantCulture);
}

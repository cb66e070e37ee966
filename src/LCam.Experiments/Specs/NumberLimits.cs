using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Reading;
using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>What a number outside specs may be: what a spec's key allows, or limits of its own; read as specs read theirs.</summary>
public sealed class NumberLimits
{
    private readonly ValueRule _rule;

    private NumberLimits(ValueRule rule) => _rule = rule;

    /// <summary>Of what there is one of at least.</summary>
    public static NumberLimits Count { get; } = Whole(1, int.MaxValue);

    /// <summary>Of threads and jobs: one at least, and no more than a spec may ask for.</summary>
    public static NumberLimits Workers { get; } = Whole(1, 1024);

    /// <summary>A classifier's classes.</summary>
    public static NumberLimits Classes { get; } = OfKey("backbones.*.classes");

    /// <summary>A classifier's width.</summary>
    public static NumberLimits Width { get; } = OfKey("backbones.*.width");

    /// <summary>The side of what a network is shown, in pixels.</summary>
    public static NumberLimits Side { get; } = OfKey("evaluation.crop-size");

    /// <summary>The limits of a spec's key, <c>*</c> for names that users choose.</summary>
    public static NumberLimits OfKey(string path) => new(SpecKeys.All.First(key => key.Path == path).Rule);

    /// <summary>Whole numbers within bounds.</summary>
    public static NumberLimits Whole(long from, long? to = null) => new(ValueRule.Integer(from, to));

    /// <summary>Numbers within bounds.</summary>
    public static NumberLimits Number(double from, double to) => new(ValueRule.Number(from, to));

    /// <summary>Fit to follow "is not": "a whole number from 1 to 10".</summary>
    public string Expected => _rule.Expected;

    /// <summary>The number, a <see langword="long"/> or a <see langword="double"/>; null where the text is none within the limits.</summary>
    public object? Read(string text) => _rule.Kind == ValueKind.Integer ? NumberText.Whole(_rule, text) : NumberText.Number(_rule, text);

    /// <summary>Whether a number is within the limits.</summary>
    public bool Allows(double number) => _rule.InRange(number);

    /// <summary>What is wrong with a text that <see cref="Read"/> refuses.</summary>
    public Problem Refuse(string where, string text) => new(where, $"{ValueReader.Quote(text)} is not {Expected}", NumberText.Remedy(_rule, text));
}

using LCam.Problems;

namespace LCam.Measures;

/// <summary>Which measures are taken beside those that are taken by default, and how.</summary>
public sealed record MeasureOptions
{
    /// <summary>Nothing more than is taken by default.</summary>
    public static MeasureOptions None { get; } = new();

    /// <summary>Registered ids; those that are taken by default need not be among them.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Steps of the insertion and deletion curves; null is one for each row of pixels.</summary>
    public int? CurveSteps { get; init; }

    /// <summary>The measures to take of maps, in the registry's order, each once.</summary>
    /// <param name="hasObjects">Whether it is known where the objects are.</param>
    /// <exception cref="ProblemException">An id is not known.</exception>
    public IReadOnlyList<MeasureRegistration> ToTake(bool hasObjects)
    {
        var asked = Asked();
        return [.. MeasureRegistry.All.Where(measure => measure.TakenByDefault ? hasObjects || !measure.OnlyOfObjects : asked.Contains(measure))];
    }

    /// <summary>Those of maps that are taken because these options name them, in the registry's order.</summary>
    /// <exception cref="ProblemException">An id is not known.</exception>
    public IReadOnlyList<MeasureRegistration> Asked()
    {
        var named = Ids.Select(MeasureRegistry.Find).ToHashSet();
        return [.. MeasureRegistry.All.Where(measure => measure is { Make: not null, TakenByDefault: false } && named.Contains(measure))];
    }

    /// <summary>These options for square inputs of <paramref name="side"/> pixels, less what is the default or has no effect.</summary>
    public MeasureOptions Simplified(int side) =>
        CurveSteps is null || (CurveSteps != side && ToTake(hasObjects: true).Any(measure => measure.Settings(this, side).Count > 0))
            ? this
            : this with { CurveSteps = null };

    /// <summary>Everything that is wrong with these options for square inputs of <paramref name="side"/> pixels.</summary>
    public IReadOnlyList<Problem> Check(int side) =>
        CurveSteps is { } steps && (steps < 1 || steps > (long)side * side)
            ? [new Problem("", FormattableString.Invariant($"a curve of {steps} steps is impossible for {side}x{side} pixels"), "give 1 to the number of pixels")]
            : [];
}

using LCam.Measures;
using LCam.Problems;

namespace LCam.Evaluation;

/// <summary>How explainers are measured.</summary>
public sealed record EvaluatorOptions
{
    /// <summary>Shares of the maps' pixels to mute, in [0,1].</summary>
    public required IReadOnlyList<double> Percentages { get; init; }

    /// <summary>Every batch is filled up to this many images, so that results do not depend on how many were left over.</summary>
    public required int BatchSize { get; init; }

    public required ConstantMap ConstantMap { get; init; }

    /// <summary>What is measured beside confidences and ranks.</summary>
    public MeasureOptions Measures { get; init; } = MeasureOptions.None;

    /// <summary>Everything that is wrong with these options for square inputs of <paramref name="side"/> pixels.</summary>
    public IReadOnlyList<Problem> Check(int side)
    {
        var problems = Percentages.Select(percentage => Muting.Check(percentage, side, side)).OfType<Problem>().ToList();
        if (Percentages.Distinct().Count() != Percentages.Count)
        {
            problems.Add(new Problem("", "a percentage is given twice"));
        }

        if (BatchSize < 1)
        {
            problems.Add(new Problem("", FormattableString.Invariant($"a batch of {BatchSize} images is impossible"), "give 1 or more"));
        }

        problems.AddRange(Measures.Check(side));
        return problems;
    }
}

using LCam.Problems;

namespace LCam.Images;

/// <summary>Collects problems of one sort; keeps the first ones and counts the rest, since a list may have a million bad lines.</summary>
internal sealed class CappedProblems(string where, string noun)
{
    internal const int Limit = 20;

    private readonly List<Problem> _kept = [];

    internal int Count { get; private set; }

    internal void Add(Problem problem)
    {
        Count++;
        if (_kept.Count < Limit)
        {
            _kept.Add(problem);
        }
    }

    /// <summary>The kept problems, then one that tells how many more there are.</summary>
    internal IReadOnlyList<Problem> ToList() =>
        Count <= Limit
            ? _kept
            : [.. _kept, new Problem(where, FormattableString.Invariant($"{Count - Limit} more {noun}, {Count} in all"))];
}

namespace LCam.Problems;

/// <summary>The user's input or surroundings do not allow the work. Carries every problem found, never just the first.</summary>
public sealed class ProblemException : Exception
{
    public ProblemException(ProblemKind kind, IReadOnlyList<Problem> problems, Exception? cause = null)
        : base(string.Join(Environment.NewLine, problems), cause)
    {
        Kind = kind;
        Problems = problems;
    }

    public ProblemException(ProblemKind kind, Problem problem, Exception? cause = null)
        : this(kind, [problem], cause)
    {
    }

    public ProblemKind Kind { get; }

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Throws when there is at least one problem.</summary>
    public static void ThrowIfAny(ProblemKind kind, IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
        {
            throw new ProblemException(kind, problems);
        }
    }
}

namespace LCam.Problems;

/// <summary>Gathers what is wrong with several inputs, so that the user hears of all of it at once.</summary>
public sealed class ProblemCollector
{
    private readonly List<Problem> _problems = [];
    private ProblemKind _kind = ProblemKind.Environment;

    /// <summary>Takes note of problems; of several kinds the wrong input counts before the missing data, and that before the rest.</summary>
    public void Add(ProblemKind kind, IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
        {
            _problems.AddRange(problems);
            _kind = (ProblemKind)Math.Min((int)_kind, (int)kind);
        }
    }

    /// <summary>What an action gives; null when it has problems, which are taken note of.</summary>
    public T? Try<T>(Func<T> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (ProblemException failure)
        {
            Add(failure.Kind, failure.Problems);
            return null;
        }
    }

    /// <summary>Does something that may have problems, which are taken note of.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ProblemException failure)
        {
            Add(failure.Kind, failure.Problems);
        }
    }

    /// <exception cref="ProblemException">There was a problem; it has all of them.</exception>
    public void ThrowIfAny() => ProblemException.ThrowIfAny(_kind, _problems);
}

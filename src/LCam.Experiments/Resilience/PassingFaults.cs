using System.Collections.Concurrent;

namespace LCam.Experiments.Resilience;

/// <summary>
/// The faults that a policy retried, told at once and kept for the store's events: while the database is what is at fault,
/// nothing can be written into it.
/// </summary>
/// <param name="say">Tells a person.</param>
public sealed class PassingFaults(Action<string> say)
{
    private readonly ConcurrentQueue<PassingFault> _faults = new();

    /// <summary>Takes note of a fault that will be retried; any thread may.</summary>
    public void Add(int attempt, Exception fault)
    {
        say(FormattableString.Invariant($"a passing fault, attempt {attempt}: {fault.Message}"));
        _faults.Enqueue(new PassingFault(attempt, fault.GetType().Name, fault.Message));
    }

    /// <summary>The faults since the last call, oldest first.</summary>
    public IReadOnlyList<PassingFault> Take()
    {
        var taken = new List<PassingFault>();
        while (_faults.TryDequeue(out var fault))
        {
            taken.Add(fault);
        }

        return taken;
    }
}

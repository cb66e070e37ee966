using LCam.Problems;

namespace LCam.Experiments.Store;

/// <summary>Finds the run that a shortened id means.</summary>
public static class RunLookup
{
    /// <summary>The run whose id begins so, or the latest attempt at the stage whose key does.</summary>
    /// <param name="store">The store to look in.</param>
    /// <param name="id">A run's or a stage's id, or its beginning.</param>
    /// <param name="where">What problems name as their place.</param>
    /// <exception cref="ProblemException">No run's id begins so, or several do.</exception>
    public static RunRecord Find(ExperimentStore store, string id, string where)
    {
        var runs = store.Runs.ByPrefix(id);
        var stages = store.Experiments.StagesByPrefix(id);
        if (stages.Count == 1 && store.Runs.Of(stages[0].Key) is { Count: > 0 } attempts)
        {
            return attempts[^1];
        }

        return runs.Count switch
        {
            1 => runs[0],
            0 when store.Adopted.Matching(id) is [var adopted, ..] => throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                where, $"{adopted.Name} ({adopted.Id}) was made elsewhere: this is for runs that lcam made", "'lcam show' says what its files are; 'lcam adopt' takes its folder into another store")),
            0 => throw new ProblemException(ProblemKind.InvalidInput, new Problem(where, $"no run's id begins with '{id}'", "'lcam status' lists them")),
            _ => throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                where, $"several runs' ids begin with '{id}': {string.Join(", ", runs.Select(run => run.Id))}", "give more of it")),
        };
    }
}

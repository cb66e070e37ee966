using LCam.Experiments.Store;

namespace LCam.Experiments.Monitoring;

/// <summary>How far an experiment is.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Totals">How many stages are in which state.</param>
/// <param name="Stages">The stages that its current cells need, each once, after those that it needs; of very many, only those that were begun and not finished.</param>
/// <param name="Running">What is executed now.</param>
/// <param name="Left">Time until all is done, guessed from how long stages of each kind took; null while that is not known.</param>
public sealed record SweepStatus(
    string Experiment, IReadOnlyList<StageTotal> Totals, IReadOnlyList<StageStatus> Stages, IReadOnlyList<StageActivity> Running, TimeSpan? Left)
{
    /// <summary>How many stages are in each state, by the state's name; <c>planned</c> are those without a run.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; } = Totals
        .GroupBy(total => total.State)
        .ToDictionary(group => group.Key, group => group.Sum(total => total.Count), StringComparer.Ordinal);

    /// <summary>How many stages there are.</summary>
    public long Count => Counts.Values.Sum();
}

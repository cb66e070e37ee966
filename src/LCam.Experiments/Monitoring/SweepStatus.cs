namespace LCam.Experiments.Monitoring;

/// <summary>How far an experiment is.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Stages">Those that its current cells need, each once, after those that it needs.</param>
/// <param name="Running">What is executed now.</param>
/// <param name="Left">Time until all is done, guessed from how long stages of each kind took; null while that is not known.</param>
public sealed record SweepStatus(string Experiment, IReadOnlyList<StageStatus> Stages, IReadOnlyList<StageActivity> Running, TimeSpan? Left)
{
    /// <summary>How many stages are in each state, by the state's name; <c>planned</c> are those without a run.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; } = Stages
        .GroupBy(stage => stage.State)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}

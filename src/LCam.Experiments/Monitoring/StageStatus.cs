using LCam.Experiments.Store;

namespace LCam.Experiments.Monitoring;

/// <summary>A stage of an experiment and its latest run.</summary>
/// <param name="Run">Null before the first.</param>
public sealed record StageStatus(StageName Stage, RunRecord? Run)
{
    /// <summary>The run's state in lower case, or <c>planned</c>.</summary>
    public string State => Run is { } run ? Names[(int)run.State] : "planned";

    private static readonly string[] Names = [.. Enum.GetNames<RunState>().Select(name => name.ToLowerInvariant())];
}

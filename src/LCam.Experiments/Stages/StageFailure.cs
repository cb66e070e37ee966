namespace LCam.Experiments.Stages;

/// <summary>Why a run failed.</summary>
/// <param name="Kind">A short name: invalid-input, data-missing, environment, internal, crashed, killed.</param>
/// <param name="Message">What, where, and what to do.</param>
public sealed record StageFailure(string Kind, string Message)
{
    /// <summary>The kind of a stage whose worker process died of a fault of its own.</summary>
    public const string Crashed = "crashed";

    /// <summary>The kind of a stage whose worker process was killed from outside: no fault of the stage's.</summary>
    public const string Killed = "killed";
}

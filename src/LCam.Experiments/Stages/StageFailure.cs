using LCam.Problems;

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

    /// <summary>What an exception means for the stage that it ended.</summary>
    public static StageFailure Of(Exception failure) => failure is ProblemException problem
        ? new StageFailure(Name(problem.Kind), problem.Message)
        : new StageFailure("internal", $"{failure.GetType().Name}: {failure.Message}");

    private static string Name(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidInput => "invalid-input",
        ProblemKind.DataMissing => "data-missing",
        _ => "environment",
    };
}

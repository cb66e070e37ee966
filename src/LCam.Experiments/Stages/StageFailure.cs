using LCam.Files;
using LCam.Memory;
using LCam.Problems;
using LCam.Training;

namespace LCam.Experiments.Stages;

/// <summary>Why a run failed.</summary>
/// <param name="Kind">A short name: invalid-input, data-missing, environment, memory, diverged, crashed, killed, internal.</param>
/// <param name="Message">What, where, and what to do.</param>
public sealed record StageFailure(string Kind, string Message)
{
    /// <summary>The kind of a stage whose worker process died of a fault of its own.</summary>
    public const string Crashed = "crashed";

    /// <summary>The kind of a stage whose worker process was killed from outside: no fault of the stage's.</summary>
    public const string Killed = "killed";

    /// <summary>The kind of a stage that another process was at work on: it is not failed, but tried again later.</summary>
    public const string Busy = "busy";

    /// <summary>The kind of a training whose loss is no number any more.</summary>
    public const string Diverged = "diverged";

    /// <summary>The kind of a stage that memory did not suffice for.</summary>
    public const string Memory = "memory";

    private const string Environment = "environment";

    /// <summary>What an exception means for the stage that it ended.</summary>
    public static StageFailure Of(Exception failure) => failure switch
    {
        ProblemException problem => new StageFailure(Name(problem.Kind), problem.Message),
        StageBusyException => new StageFailure(Busy, failure.Message),
        DivergedException => new StageFailure(Diverged, failure.Message),
        _ when MemoryShortage.Is(failure) => new StageFailure(
            Memory,
            $"memory ran out: {FirstLine(failure)}; free some and 'lcam retry', or lower batch-size or crop-size of training or evaluation (other numbers): a training never changes its batch by itself"),
        DiskFault => new StageFailure(Environment, $"{FirstLine(failure)}; check the disk, and 'lcam retry'"),
        IOException or UnauthorizedAccessException => new StageFailure(
            Environment, $"{FirstLine(failure)}; make room or give access, and 'lcam retry'"),
        _ => new StageFailure("internal", $"{failure.GetType().Name}: {failure.Message}"),
    };

    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].Trim();

    private static string Name(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidInput => "invalid-input",
        ProblemKind.DataMissing => "data-missing",
        _ => Environment,
    };
}

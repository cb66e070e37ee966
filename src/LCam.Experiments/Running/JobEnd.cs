using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>How a job ended, as far as its engine knows: of most stages their folders say more.</summary>
/// <param name="Why">In words that are a sentence's beginning, such as <c>the worker process was killed by SIGTERM</c>; empty where there is nothing to tell.</param>
public sealed record JobEnd(JobEndKind Kind, string Why = "")
{
    public static JobEnd Done { get; } = new(JobEndKind.Done);

    public static JobEnd Busy { get; } = new(JobEndKind.Busy);

    /// <summary>What the worker printed last; null where the engine does not know.</summary>
    public IReadOnlyList<string>? LastLines { get; init; }

    /// <summary>What the end means for a stage without a result, where the engine knows more of it than <see cref="Kind"/> says.</summary>
    public StageFailure? Failure { get; init; }

    /// <summary>What became of a stage of the job: what it left, or why it left nothing; null where it was interrupted and goes on another time.</summary>
    public StageResult? ResultOf(StageFolder folder) => Kind == JobEndKind.Busy
        ? new StageResult(StageFailure.Of(new StageBusyException(folder.LockPath)), [])
        : folder.ReadResult() ?? (FailureOf(folder) is { } failure ? new StageResult(failure, []) : null);

    private StageFailure? FailureOf(StageFolder folder) => Failure ?? Kind switch
    {
        JobEndKind.Killed => new StageFailure(StageFailure.Killed, Why + Printed(folder)),
        JobEndKind.Crashed => new StageFailure(StageFailure.Crashed, Why + Printed(folder)),
        JobEndKind.Lost => new StageFailure(StageFailure.Killed, (Why.Length > 0 ? Why : "the engine does not know the job any more") + "; 'lcam run' goes on from what it had saved"),
        _ => null,
    };

    private string Printed(StageFolder folder) => LastLines switch
    {
        null => "",
        { Count: 0 } => "; it had printed nothing",
        _ => $"; the last lines of {folder.LogPath}:\n" + string.Join('\n', LastLines.Select(line => "  " + line)),
    };
}

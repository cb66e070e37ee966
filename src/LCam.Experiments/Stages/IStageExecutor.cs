namespace LCam.Experiments.Stages;

/// <summary>Knows how to do one kind of stage.</summary>
public interface IStageExecutor
{
    bool Executes(StageOrder order);

    /// <summary>Does stages, each from where its folder's journal and checkpoints say it stands.</summary>
    /// <param name="cohort">Stages that share work, or one alone; each gets the numbers that it would get alone.</param>
    /// <exception cref="OperationCanceledException">Asked to stop; what is done so far is safe.</exception>
    void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation);
}

namespace LCam.Experiments.Stages;

/// <summary>Knows how to do one kind of stage.</summary>
public interface IStageExecutor
{
    bool Executes(StageOrder order);

    /// <summary>Does the stage, from where its folder's journal and checkpoints say it stands.</summary>
    /// <returns>The files that it leaves.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop; what is done so far is safe.</exception>
    IReadOnlyList<ResultFile> Execute(StageOrder order, StageFolder folder, CancellationToken cancellation);
}

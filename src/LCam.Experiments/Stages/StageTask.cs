namespace LCam.Experiments.Stages;

/// <summary>A stage to execute, and how that ended: at its end it has files or a failure, or neither where it was interrupted.</summary>
public sealed class StageTask(StageOrder order, StageFolder folder)
{
    public StageOrder Order => order;

    public StageFolder Folder => folder;

    /// <summary>The files that the stage leaves; null while it is not done.</summary>
    public IReadOnlyList<ResultFile>? Files { get; private set; }

    /// <summary>Why it failed; null where it did not.</summary>
    public Exception? Failure { get; private set; }

    public bool IsOpen => Files is null && Failure is null;

    public void Succeed(IReadOnlyList<ResultFile> files) => Files = files;

    /// <summary>Does a part of the work, if the stage is still open; what goes wrong in it is this stage's failure alone.</summary>
    public void Attempt(Action work)
    {
        if (!IsOpen)
        {
            return;
        }

        try
        {
            work();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // A stage may fail in any way; the others of its cohort go on and the cause is kept.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
    }
}

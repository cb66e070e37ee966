using LCam.Experiments.Stages;

namespace LCam.Experiments.Engines;

/// <summary>A cohort that was given to a worker process, and how that ended.</summary>
internal sealed class WorkerJob(Worker worker, IReadOnlyList<StageFolder> folders)
{
    private int? _exitCode;
    private IReadOnlyList<string> _lastLines = [];
    private bool _isBusy;

    public Worker Worker => worker;

    public IReadOnlyList<StageFolder> Folders => folders;

    public bool IsOver { get; private set; }

    /// <summary>The worker says that it is done.</summary>
    /// <param name="isBusy">Or that it could not begin, for another process is at work on these stages.</param>
    public void Finish(bool isBusy = false)
    {
        IsOver = true;
        _isBusy = isBusy;
    }

    /// <summary>The worker ended in the middle of it.</summary>
    public void Finish(int exitCode, IReadOnlyList<string> lastLines)
    {
        IsOver = true;
        _exitCode = exitCode;
        _lastLines = lastLines;
    }

    /// <summary>How a stage of the cohort ended: what it left, or why its worker left nothing; null where it was interrupted on request.</summary>
    public StageResult? ResultOf(StageFolder folder) => _isBusy
        ? new StageResult(StageFailure.Of(new StageBusyException(folder.LockPath)), [])
        : folder.ReadResult()
        ?? (_exitCode is { } code and not WorkerEnd.Interrupted
            ? new StageResult(WorkerEnd.Failure(code, _lastLines, folder.LogPath), [])
            : null);
}

using LCam.Problems;
using LCam.Texts;

namespace LCam.Experiments.Stages;

/// <summary>
/// Executes the stages that folders order and leaves their results there. Every engine ends here, whatever machine it
/// is on. An interruption leaves no result: the folder then says where to go on.
/// </summary>
public sealed class StageWorker(IReadOnlyList<IStageExecutor> executors)
{
    /// <param name="cohort">Folders of stages that share work, or of one alone.</param>
    /// <exception cref="StageBusyException">Another process works on them: nothing was touched.</exception>
    public void Execute(IReadOnlyList<StageFolder> cohort, CancellationToken cancellation)
    {
        using var sole = StageLock.Take(cohort);

        // An order comes to a folder without a result. One that has a result now was taken over and finished by others,
        // while whoever gave the order was asleep: it is theirs.
        cohort = [.. cohort.Where(folder => !folder.FileSystem.File.Exists(folder.ResultPath))];
        if (cohort.Count == 0)
        {
            return;
        }

        StageRemains.Clear(cohort);
        var start = StageUsage.Now;
        var tasks = new List<StageTask>();
        try
        {
            tasks.AddRange(cohort.Select(folder => new StageTask(folder.ReadOrder(), folder)));
            executors.First(candidate => candidate.Executes(tasks[0].Order)).Execute(tasks, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Interrupted on request: no result, as after a crash, and a checkpoint to go on from.
        }
#pragma warning disable CA1031 // A stage may fail in any way; the sweep goes on and the cause is kept.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            foreach (var folder in cohort.Where(folder => tasks.All(task => task.Folder != folder || task.IsOpen)))
            {
                Fail(folder, failure);
            }
        }

        foreach (var task in tasks)
        {
            if (task.Files is { } files)
            {
                task.Folder.WriteResult(new StageResult(null, files) { Usage = StageUsage.Since(start) });
            }
            else if (task.Failure is { } failure)
            {
                Fail(task.Folder, failure);
            }
        }
    }

    private static void Fail(StageFolder folder, Exception failure)
    {
        var told = StageFailure.Of(failure);
        try
        {
            folder.AppendLog([VisibleText.Of(failure.ToString())]);
            folder.WriteResult(new StageResult(told, []));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // The same full disk or lost folder, most likely: the cause goes to whoever watches this process.
            throw new ProblemException(ProblemKind.Environment, [new Problem(folder.Path, told.Message), new Problem(folder.Path, unwritable.Message)], failure);
        }
    }
}

using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Problems;

namespace LCam.Experiments.Engines;

/// <summary>
/// Executes the stages of given folders once, without a coordinator: what a job on another machine does. Stages that share
/// work are executed together. Whoever ordered them finds the results in the folders, and takes them into the store.
/// </summary>
/// <param name="say">Is told how each stage ended.</param>
public sealed class FolderWork(StageWorker worker, IFileSystem fileSystem, Action<string> say)
{
    /// <summary>Executes them, in the order given. A folder that has a result already is left as it is.</summary>
    /// <returns>Whether all stages are done now.</returns>
    /// <exception cref="ProblemException">A folder is none of a stage, or its order is damaged; nothing was executed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped: the folders say where to go on.</exception>
    public bool Execute(IReadOnlyList<string> paths, CancellationToken stop)
    {
        var stages = paths.Select(path => fileSystem.Path.GetFullPath(path)).Distinct(StringComparer.Ordinal).Select(Read).ToList();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, [.. stages.SelectMany(stage => stage.Problems)]);
        var allDone = true;
        foreach (var cohort in stages.GroupBy(stage => Cohort.KeyOf(stage.Task!.Order) ?? stage.Task.Folder.Path, StringComparer.Ordinal))
        {
            allDone &= Execute([.. cohort.Select(stage => stage.Task!)], stop);
        }

        return allDone;
    }

    private bool Execute(List<StageTask> cohort, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            worker.Execute([.. cohort.Select(stage => stage.Folder)], stop);
        }
        catch (StageBusyException busy)
        {
            cohort.ForEach(stage => say($"{stage.Order.Label}: {busy.Message}"));
            return false;
        }

        var allDone = true;
        foreach (var stage in cohort)
        {
            var result = stage.Folder.ReadResult();
            if (result is null)
            {
                stop.ThrowIfCancellationRequested();
            }

            say($"{stage.Order.Label}: {(result is { Failure: null } ? "done" : result?.Failure is { } failure ? $"{failure.Kind}: {failure.Message}" : "it left no result")}");
            allDone &= result is { Failure: null };
        }

        return allDone;
    }

    private (StageTask? Task, IReadOnlyList<Problem> Problems) Read(string path)
    {
        var folder = StageFolder.At(fileSystem, path);
        if (!fileSystem.File.Exists(folder.OrderPath))
        {
            return (null, [new Problem(path, $"there is no {StageFolder.OrderName} here: this is no stage's folder", "name folders such as STORE/stages/KEY/1")]);
        }

        try
        {
            return (new StageTask(folder.ReadOrder(), folder), []);
        }
        catch (ProblemException failure)
        {
            return (null, failure.Problems);
        }
    }
}

using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Engines;

/// <summary>
/// Executes the stages of given folders once, without a coordinator: what a job on another machine does. Stages that stand
/// one after another and share work are executed together. Whoever ordered them takes the results in from the folders.
/// </summary>
/// <param name="say">Is told how each stage ended.</param>
public sealed class FolderWork(StageWorker worker, IFileSystem fileSystem, Action<string> say)
{
    /// <summary>Executes them, in the order given. A folder that has a result already is left as it is.</summary>
    /// <returns>Whether all stages are done now.</returns>
    /// <exception cref="ProblemException">A folder is none of a stage, its order is damaged, or two are of one stage; nothing was executed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped: the folders say where to go on.</exception>
    public bool Execute(IReadOnlyList<string> paths, CancellationToken stop)
    {
        var problems = new List<Problem>();
        var folders = paths.Select(path => Real(path, problems)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var tasks = folders.Select(path => Read(path, problems)).OfType<StageTask>().ToList();
        problems.AddRange(
            from attempts in tasks.GroupBy(task => task.Folder.LockPath, StringComparer.Ordinal)
            where attempts.Count() > 1
            select new Problem(attempts.Last().Folder.Path, "another attempt at this stage is named too", "name the one that was ordered last"));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        var areDone = true;
        foreach (var cohort in Cohorts(tasks))
        {
            stop.ThrowIfCancellationRequested();
            areDone &= Execute(cohort, stop);
        }

        return areDone;
    }

    // The lock and the store lie beside the folder itself, not beside a link to it.
    private static string? Real(string path, List<Problem> problems)
    {
        try
        {
            return FileLinks.Real(path);
        }
        catch (Exception failure) when (failure is IOException or ArgumentException)
        {
            problems.Add(new Problem(path, $"this is no folder: {failure.Message}"));
            return null;
        }
    }

    // A stage that needs one before it stands behind it: only neighbours go together.
    private static IEnumerable<List<StageTask>> Cohorts(List<StageTask> tasks)
    {
        var cohort = new List<StageTask>();
        string? shared = null;
        foreach (var task in tasks)
        {
            var key = Cohort.KeyOf(task.Order);
            if (cohort.Count > 0 && (key is null || key != shared))
            {
                yield return cohort;
                cohort = [];
            }

            cohort.Add(task);
            shared = key;
        }

        if (cohort.Count > 0)
        {
            yield return cohort;
        }
    }

    private bool Execute(List<StageTask> cohort, CancellationToken stop)
    {
        try
        {
            worker.Execute([.. cohort.Select(task => task.Folder)], stop);
            return cohort.ConvertAll(task => IsDone(task, stop)).TrueForAll(done => done);
        }
        catch (Exception failure) when (failure is StageBusyException or ProblemException or IOException or UnauthorizedAccessException)
        {
            // These stages could not be worked on; the others can.
            cohort.ForEach(task => say($"{task.Order.Label}: {failure.Message}"));
            return false;
        }
    }

    private bool IsDone(StageTask task, CancellationToken stop)
    {
        var result = task.Folder.ReadResult();
        if (result is null)
        {
            stop.ThrowIfCancellationRequested();
        }

        say($"{task.Order.Label}: {result switch { null => "it left no result", { Failure: { } failure } => $"{failure.Kind}: {failure.Message}", _ => "done" }}");
        return result is { Failure: null };
    }

    private StageTask? Read(string path, List<Problem> problems)
    {
        var folder = StageFolder.At(fileSystem, path);
        if (!folder.IsInStore || !fileSystem.Path.Exists(folder.OrderPath))
        {
            problems.Add(new Problem(path, $"expected a stage's folder with its {StageFolder.OrderName}", "name folders such as STORE/stages/KEY/1"));
            return null;
        }

        try
        {
            var order = folder.ReadOrder();
            if (order.Key == folder.Key)
            {
                return new StageTask(order, folder);
            }

            problems.Add(new Problem(folder.OrderPath, $"it orders the stage {order.Key}, and lies in the folder of {folder.Key}"));
        }
        catch (ProblemException failure)
        {
            problems.AddRange(failure.Problems);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(folder.OrderPath, $"it cannot be read: {failure.Message}"));
        }

        return null;
    }
}

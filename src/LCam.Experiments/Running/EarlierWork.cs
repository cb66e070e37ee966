using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Files;
using LCam.Problems;
using Polly;

namespace LCam.Experiments.Running;

/// <summary>
/// What earlier attempts at a stage left to go on from: under which conditions it was computed, and how a new attempt
/// takes it over. Attempts at one stage have one key, and so compute the same numbers.
/// </summary>
/// <param name="environment">Where the work goes on; null where only its worker will know, and compare.</param>
internal sealed class EarlierWork(ExperimentStore store, IFileSystem fileSystem, EnvironmentDescription? environment, ResiliencePipeline faults)
{
    private readonly JsonNode? _now = environment is null ? null : Conditions.Parse(environment.Text);

    /// <summary>Where a run goes on from, and what is other here than where it computed that.</summary>
    public Resumption Find(StageOrder order, RunRecord run) => OrUnreadable(() =>
        // What is done is computed no more: no conditions can differ.
        Finished(FolderOf(run)) is { } result ? new Resumption(ResumePoint.Beginning, []) { Result = result } : FindPoint(order, run));

    /// <summary>
    /// Gives a new attempt's folder the newest good checkpoint of the attempts before, with the journal that leads to it.
    /// Attempts that succeeded have none to give: what is missing of them was taken away. Nothing is taken from one that
    /// diverged, nor from any before it: it may be the state that is bad, though whole.
    /// </summary>
    /// <param name="folder">The new attempt's: its journal is replaced.</param>
    /// <param name="elsewhere">Take what was computed under other conditions, too.</param>
    /// <param name="warn">Is told of attempts that cannot be read, and are passed over.</param>
    /// <returns>Null where there is nothing to take.</returns>
    public TakenOver? TakeOver(StageOrder order, StageFolder folder, int attempt, bool elsewhere, Action<string> warn)
    {
        var before = store.Runs.Of(order.Key).Where(run => run.Attempt < attempt).Reverse()
            .TakeWhile(run => run.FailureKind != StageFailure.Diverged)
            .Where(run => run.State != RunState.Succeeded);
        foreach (var run in before)
        {
            var found = OrUnreadable(() => FindPoint(order, run));
            if (found.Unreadable is { } failure)
            {
                warn($"what run {run.Id} had saved cannot be read and is not used: {failure.Message.Split('\n')[0]}");
            }
            else if (found.Point.Checkpoint is { } checkpoint && (elsewhere || (environment is not null && found.Differences.Count == 0)))
            {
                faults.Execute(() => Copy(FolderOf(run), folder, found.Point, checkpoint));
                return new TakenOver(run, found.Point);
            }
        }

        return null;
    }

    private Resumption FindPoint(StageOrder order, RunRecord run)
    {
        var point = faults.Execute(() => ResumePoint.Find(order, FolderOf(run)));
        return new Resumption(point, Differences(point, run));
    }

    private static Resumption OrUnreadable(Func<Resumption> find)
    {
        try
        {
            return find();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            return new Resumption(ResumePoint.Beginning, []) { Unreadable = failure };
        }
    }

    private static StageResult? Finished(StageFolder folder)
    {
        try
        {
            return folder.ReadResult() is { Failure: null } result && result.Artifacts.All(file => folder.FileSystem.File.Exists(folder.PathOf(file.Path))) ? result : null;
        }
        catch (ProblemException)
        {
            // A result that cannot be read is none: the work goes on from the journal.
            return null;
        }
    }

    private List<string> Differences(ResumePoint point, RunRecord run)
    {
        if (point.Done == 0 || environment is null)
        {
            return [];
        }

        // A journal of an older program does not say where it was written: the run's row has to do.
        var texts = point.Stretches.Count > 0 ? point.Stretches.Select(stretch => stretch.Environment) : [store.Environments.Text(run.EnvironmentId) ?? ""];
        return [.. texts.Distinct().SelectMany(text => Conditions.Differences(Conditions.Parse(text), _now, ("then", "now"))).Distinct()];
    }

    // The journal last, whole or not at all: a folder without it begins at the beginning.
    private void Copy(StageFolder source, StageFolder target, ResumePoint point, CheckpointEntry checkpoint)
    {
        var file = target.PathOf(checkpoint.Path);
        fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(file)!);
        Copy(source.PathOf(checkpoint.Path), file, long.MaxValue);
        Copy(source.JournalPath, target.JournalPath, point.JournalLength);
    }

    private void Copy(string from, string to, long length) => fileSystem.Replace(
        to,
        stream =>
        {
            using var source = fileSystem.File.OpenRead(from);
            source.CopyTo(stream);
            stream.SetLength(Math.Min(length, stream.Length));
        },
        to + AsideName.Partial);

    private StageFolder FolderOf(RunRecord run) => new(fileSystem, store.Folder, run.StageKey, run.Attempt);
}

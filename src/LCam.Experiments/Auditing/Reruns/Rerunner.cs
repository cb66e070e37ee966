using System.IO.Abstractions;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Files;
using LCam.Problems;
using LCam.Randomness;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>
/// Executes finished runs again, outside the store, from what the store has: an evaluation from the stored weights, a
/// training from its seed. What comes out is compared with the store's numbers.
/// </summary>
/// <param name="planned">The order of a stage by key where its inputs are today; null where that is not known: then where they were.</param>
/// <param name="say">Is told of each run that was executed again.</param>
public sealed class Rerunner(
    StageWorker worker, IFileSystem fileSystem, RerunOptions options, Func<string, StageOrder?> planned, Action<string> say, CancellationToken cancellation)
{
    private const int Unlimited = int.MaxValue;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Measures again what the experiments in question measured, sanity checks included.</summary>
    internal IReadOnlyList<Rerun> Measure(AuditSubject subject)
    {
        // Kept maps are one file, made from its beginning to its end: a sample of images leaves them out.
        var (subjects, failures) = options.Images is null ? Candidates(subject, "explain", "measure", "sanity") : Candidates(subject, "measure", "sanity");
        return
        [
            .. failures,
            .. subjects.GroupBy(candidate => Cohort.KeyOf(candidate.Order) ?? candidate.Run.Id, StringComparer.Ordinal)
                .SelectMany(cohort => InScratch(subject, [.. cohort], Measure)),
        ];
    }

    /// <summary>Trains again what the experiments in question trained, classifiers included.</summary>
    internal IReadOnlyList<Rerun> Train(AuditSubject subject)
    {
        var (subjects, failures) = Candidates(subject, "classifier", "train");
        return [.. failures, .. subjects.SelectMany(candidate => InScratch(subject, [candidate], Train))];
    }

    private (List<Candidate> Candidates, List<Rerun> Failures) Candidates(AuditSubject subject, params string[] kinds)
    {
        var (candidates, failures) = (new List<Candidate>(), new List<Rerun>());
        foreach (var key in subject.Cells.SelectMany(cell => cell.Keys).Distinct(StringComparer.Ordinal))
        {
            if (subject.Stages.GetValueOrDefault(key) is not { } stage || !kinds.Contains(stage.Kind) || subject.Latest.GetValueOrDefault(key) is not { Succeeded: true } run)
            {
                continue;
            }

            var rerun = new Rerun { Run = run.Id, Stage = stage.Label, Unit = stage.Kind switch { "explain" => "maps", "measure" => "images", "sanity" => "similarities", _ => "steps" } };
            try
            {
                var asked = planned(key) ?? RequireNoProgram(StageFolder.At(fileSystem, subject.PathOf(run, ".")).ReadOrder());
                var order = Adapt(asked, run, options.Threads is null && asked is TrainOrder or ClassifierOrder ? ThreadChanges(subject, run) : []);
                candidates.Add(new Candidate(run, order, rerun with { Promise = PromiseOf(subject, run, order.Execution) }));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or ProblemException or NotSupportedException)
            {
                failures.Add(Tell(rerun with { Failure = failure.Message.Split('\n')[0] }));
            }
        }

        return (candidates, failures);
    }

    // A store may come from elsewhere: which programs are run is for whoever asks to say.
    private static StageOrder RequireNoProgram(StageOrder order) => order.Backbone.Script is null ? order : throw new ProblemException(ProblemKind.DataMissing, new Problem(
        "", "its network is two TorchScript files, which are programs: those that a store names are not run", "name the spec that has them, as in 'lcam audit SPEC --rerun measure'"));

    // What a training went on with is repeated: where the number of threads changed, it changes again, and the bits are the same.
    private static List<ThreadChange> ThreadChanges(AuditSubject subject, AuditedRun run) =>
    [
        .. from stretch in subject.StretchesOf(run)
           let threads = ThreadsOf(subject.Text(stretch.Environment))
           where threads is not null
           select new ThreadChange(stretch.First, threads.Value),
    ];

    // Who changes the environment that a run is said to have had would talk the audit into a tolerance.
    private static Promise PromiseOf(AuditSubject subject, AuditedRun run, ExecutionOrder execution) =>
        subject.IsEnvironmentForged(run)
            ? new Promise(true, "the environment recorded is not the one that was sealed")
            : Promise.For(
                [.. subject.EnvironmentsOf(run).Select(subject.Text)],
                then => JsonNode.Parse(EnvironmentDescription.Here(
                    execution.Device, execution.ThreadChanges is null ? execution.Threads : ThreadsOf(then) ?? execution.Threads).Text)!);

    private static int? ThreadsOf(JsonNode? environment) =>
        environment is JsonObject && environment["threads"] is JsonValue value && value.TryGetValue<int>(out var threads) && threads > 0 ? threads : null;

    private StageOrder Adapt(StageOrder order, AuditedRun run, List<ThreadChange> changes)
    {
        // Nothing goes on from here another time: no checkpoint is needed.
        var execution = order.Execution with
        {
            Device = options.Device ?? run.Device, Threads = options.Threads ?? (int)run.Threads, CheckpointEvery = Unlimited, CheckpointSeconds = Unlimited,
        };
        if (changes.Count > 1)
        {
            execution = execution with { Threads = changes[0].Threads, ThreadChanges = changes };
        }

        // From images and models alone: what others kept or measured is what is in question.
        return order is MeasureOrder measure
            ? measure with { Execution = execution, Batches = Sample(measure), Maps = null, Kept = null, Known = null }
            : order with { Execution = execution };
    }

    // Whole batches, for the bits of an image may depend on its batch; the same of all stages, for they share work.
    private List<int>? Sample(MeasureOrder order)
    {
        if (options.Images is not { } images)
        {
            return null;
        }

        var size = order.Evaluation.BatchSize;
        var all = (StageModels.Set(order.Images, order.Backbone.Classes).Entries.Count + size - 1) / size;
        return [.. new CounterRandom(options.SampleSeed, RandomPurpose.AuditSampling).NextPermutation(all).Take((images + size - 1) / size).Order()];
    }

    private List<Rerun> InScratch(AuditSubject subject, List<Candidate> cohort, Func<AuditSubject, List<Candidate>, List<StageFolder>, IEnumerable<Rerun>> execute)
    {
        using var scratch = new ScratchFolder("audit");
        var folders = cohort.ConvertAll(candidate => StageFolder.Outside(
            fileSystem, fileSystem.Path.Combine(scratch.Path, candidate.Run.StageKey, "1"), subject.Store.Folder));
        foreach (var (candidate, folder) in cohort.Zip(folders))
        {
            folder.WriteOrder(candidate.Order);
        }

        return [.. execute(subject, cohort, folders).Select(Tell)];
    }

    private IEnumerable<Rerun> Measure(AuditSubject subject, List<Candidate> cohort, List<StageFolder> folders)
    {
        var entries = folders.ConvertAll(_ => new List<JournalEntry>());
        Execute(folders, (stage, entry) =>
        {
            entries[stage].Add(entry);
            return true;
        });
        for (var stage = 0; stage < cohort.Count; stage++)
        {
            var (run, order, rerun) = cohort[stage];
            yield return FailureOf(folders[stage]) is { } failure ? rerun with { Failure = failure }
                : order is ExplainOrder ? MapsComparison.Compare(rerun, StageFolder.At(fileSystem, subject.PathOf(run, ".")), folders[stage])
                : order is SanityOrder ? SimilarityComparison.Compare(rerun, subject.Store.Scores.Layers(run.Id), [.. entries[stage].OfType<LayerEntry>()])
                : ScoreComparison.Compare(
                    rerun, subject.Store.Scores.Images(run.Id), [.. entries[stage].OfType<ImageEntry>().Select(entry => entry.Score)], order is MeasureOrder { Batches: null });
        }
    }

    private IEnumerable<Rerun> Train(AuditSubject subject, List<Candidate> cohort, List<StageFolder> folders)
    {
        var (run, order, rerun) = cohort[0];
        var steps = new StepComparison(subject.Store.Scores.Metrics(run.Id, "step"), rerun.Promise!, options.Steps);
        var measured = new Dictionary<string, double>(StringComparer.Ordinal);
        Execute(folders, (_, entry) =>
        {
            switch (entry)
            {
                case StepEntry step:
                    steps.Look(step);
                    break;
                case RunEntry whole:
                    whole.Metrics.ToList().ForEach(metric => measured[metric.Key] = metric.Value);
                    break;
                default:
                    break;
            }

            return !steps.IsOver;
        });
        var isDone = folders[0].ReadResult() is { Failure: null };
        if (isDone)
        {
            steps.End();
        }

        rerun = steps.Of(rerun);
        if (!isDone && !steps.IsOver)
        {
            yield return rerun with { Failure = FailureOf(folders[0]) ?? "it did not come to its end" };
            yield break;
        }

        yield return isDone && steps.IsWhole ? CompareEnds(subject, run, rerun, order, folders[0], measured) : rerun;
    }

    private Rerun CompareEnds(AuditSubject subject, AuditedRun run, Rerun rerun, StageOrder order, StageFolder folder, Dictionary<string, double> measured)
    {
        foreach (var metric in subject.Store.Scores.Metrics(run.Id, "run").Where(metric => !measured.GetValueOrDefault(metric.Name, double.NaN).Equals(metric.Value)))
        {
            rerun = rerun with
            {
                Differing = rerun.Differing + 1,
                First = rerun.First ?? FormattableString.Invariant($"{metric.Name}: {metric.Value:R} stored, {measured.GetValueOrDefault(metric.Name, double.NaN):R} again"),
                LargestDeviation = Math.Max(rerun.LargestDeviation ?? 0, Math.Abs(metric.Value - measured.GetValueOrDefault(metric.Name, double.NaN))),
                Holds = rerun.Holds && !rerun.Promise!.IsExact && Math.Abs(metric.Value - measured.GetValueOrDefault(metric.Name, double.NaN)) <= Promise.RelativeMetric,
            };
        }

        var file = order is TrainOrder ? StageModels.AttentionFile : StageModels.ClassifierFile;
        var stored = subject.PathOf(run, file);
        if (!fileSystem.File.Exists(stored))
        {
            return rerun with { Failure = $"{stored} is gone: there are no weights to compare with" };
        }

        try
        {
            var weights = WeightComparison.Compare(stored, folder.PathOf(file), out var deviation);
            return rerun with { Weights = weights, Holds = rerun.Holds && (weights is null || (!rerun.Promise!.IsExact && deviation <= Promise.RelativeMetric)) };
        }
        catch (ProblemException failure)
        {
            return rerun with { Failure = failure.Problems[0].ToString() };
        }
    }

    /// <param name="look">Is given each line that a stage writes; stops all where it says no.</param>
    private void Execute(List<StageFolder> folders, Func<int, JournalEntry, bool> look)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = Task.Factory.StartNew(() => worker.Execute(folders, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var journals = folders.ConvertAll(folder => new JournalTail(fileSystem, folder.JournalPath));
        try
        {
            bool over;
            do
            {
                over = ((IAsyncResult)work).AsyncWaitHandle.WaitOne(PollInterval);
                for (var stage = 0; stage < folders.Count; stage++)
                {
                    foreach (var placed in journals[stage].Read())
                    {
                        journals[stage].Take(placed);
                        if (!look(stage, placed.Entry) && !over)
                        {
                            stop.Cancel();
                        }
                    }
                }
            }
            while (!over);
        }
        finally
        {
            journals.ForEach(journal => journal.Dispose());
        }

        work.GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
    }

    private static string? FailureOf(StageFolder folder) =>
        folder.ReadResult() is { } result ? result.Failure is { } failure ? $"{failure.Kind}: {failure.Message.Split('\n')[0]}" : null : "it did not come to its end";

    private Rerun Tell(Rerun rerun)
    {
        say($"{rerun.Stage} (run {rerun.Run}): {rerun.Tell()}");
        return rerun;
    }

    private sealed record Candidate(AuditedRun Run, StageOrder Order, Rerun Rerun);
}

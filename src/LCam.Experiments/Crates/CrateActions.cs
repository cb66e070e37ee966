using LCam.Experiments.Recorded;
using LCam.Experiments.Store;
using LCam.Experiments.Transfer;

namespace LCam.Experiments.Crates;

/// <summary>Describes what was done: the experiment as a whole, and each run as one action with what it read and left.</summary>
/// <param name="agents">Who is said to have done it.</param>
internal sealed class CrateActions(CrateGraph graph, RecordedExperiment content, IReadOnlyList<CrateFile> files, IReadOnlyList<string> agents)
{
    private const string Whole = "#experiment";
    private const string Orchestration = "#orchestration";
    private const string Create = "CreateAction";

    private readonly CrateInputs _inputs = new(graph, files);
    private readonly ILookup<string, RecordedRun> _latest = content.Succeeded.ToLookup(run => run.Stage.Key, StringComparer.Ordinal);
    private readonly HashSet<string> _paths = [.. files.Select(file => file.Path)];

    /// <summary>The actions that the crate as a whole mentions.</summary>
    public IEnumerable<string> Ids => [Whole, Orchestration, .. content.Runs.Select(run => CrateIds.Of(run))];

    public void Add()
    {
        var (started, ended) = (content.Runs.Min(run => run.Run.Started), content.Runs.Max(run => run.Run.Ended));
        var error = content.Unfinished == 0 ? null : FormattableString.Invariant($"{content.Unfinished} of {content.Stages.Count} stages did not succeed");
        graph.Add(
            Whole,
            Create,
            ("name", $"Experiment {content.Record.Name}"),
            ("instrument", CrateGraph.To(CratePaths.Id(CrateFiles.PathOfSpec(content.Record)))),
            ("agent", CrateGraph.To(agents)),
            ("startTime", CrateGraph.Time(started)),
            ("endTime", CrateGraph.Time(ended)),
            ("actionStatus", Status(error)),
            ("error", error),
            ("object", CrateGraph.To([CratePaths.Id(CrateFiles.Resolved), .. content.Runs.SelectMany(_inputs.Read)])),
            ("result", CrateGraph.To(Results())));
        graph.Add(
            Orchestration,
            "OrganizeAction",
            ("name", $"lcam ran {content.Record.Name}"),
            ("instrument", CrateGraph.To(CrateWorkflow.Program)),
            ("agent", CrateGraph.To(agents)),
            ("startTime", CrateGraph.Time(started)),
            ("endTime", CrateGraph.Time(ended)),
            ("actionStatus", Status(error)),
            ("error", error),
            ("object", CrateGraph.To(content.Runs.Select(ControlOf))),
            ("result", CrateGraph.To(Whole)));
        foreach (var run in content.Runs)
        {
            Add(run);
        }
    }

    private void Add(RecordedRun run)
    {
        var record = run.Run;
        var error = record.State == RunState.Succeeded ? null : record.FailureMessage ?? $"the run was {record.State.ToString().ToLowerInvariant()}";
        graph.Add(
            CrateIds.Of(run),
            Create,
            ("name", $"{run.Stage.Label} (run {record.Id})"),
            ("description", FormattableString.Invariant($"Attempt {record.Attempt}, on {record.Device} with {record.Threads} threads, {record.Seconds:F1} s.")),
            ("instrument", CrateGraph.To(CrateWorkflow.ToolOf(run.Stage))),
            ("agent", CrateGraph.To(agents)),
            ("startTime", CrateGraph.Time(record.Started)),
            ("endTime", CrateGraph.Time(record.Ended)),
            ("actionStatus", Status(error)),
            ("error", error),
            ("object", CrateGraph.To([CratePaths.Id(CrateIds.StageFile(run.Stage.Key)), .. _inputs.Read(run), .. Needed(run)])),
            ("result", CrateGraph.To(_paths.Contains(RunNumbers.PathOf(run)) && error is null ? [CratePaths.Id(RunNumbers.PathOf(run)), .. _inputs.Left(run)] : [])),
            ("subjectOf", CrateGraph.To(Described(run))),
            ("resourceUsage", CrateGraph.To(Usage(run))));
        graph.Add(
            ControlOf(run),
            "ControlAction",
            ("name", $"Start of run {record.Id}"),
            ("instrument", CrateGraph.To(CrateWorkflow.StepOf(run.Stage))),
            ("actionStatus", Status(error)),
            ("error", error),
            ("object", CrateGraph.To(CrateIds.Of(run))));
    }

    // What came out of the whole, the numbers behind it left to the runs.
    private IEnumerable<string> Results() => files
        .Where(file => file.Path.StartsWith("table", StringComparison.Ordinal) || file.Path.StartsWith(CrateFiles.Seal, StringComparison.Ordinal) || file.Path is "plot.svg" or CrateEvidence.Checklist)
        .Select(file => file.Id);

    private IEnumerable<string> Needed(RecordedRun run) => RunSelection.StagesIn(StoredJson.Parse(run.Stage.Identity)).SelectMany(key => _latest[key]).SelectMany(_inputs.Left);

    private static IEnumerable<string> Described(RecordedRun run)
    {
        var environments = run.Environments.Select(environment => CratePaths.Id(CrateIds.EnvironmentFile(environment.Id)));
        return run.Provenance is { } provenance
            ? [.. environments, CratePaths.Id(CrateFiles.PathOfSource(provenance)), CratePaths.Id(CrateFiles.PathOfInputs(provenance))]
            : environments;
    }

    private IEnumerable<string> Usage(RecordedRun run)
    {
        if (run.Provenance is { ProcessorSeconds: { } seconds })
        {
            yield return graph.Add(
                $"{CrateIds.Of(run)}-processor", "PropertyValue", ("name", "Processor time"), ("propertyID", "processor-seconds"), ("value", FormattableString.Invariant($"{seconds:R}")), ("unitCode", "https://qudt.org/vocab/unit/SEC"));
        }

        if (run.Provenance is { PeakBytes: { } bytes })
        {
            yield return graph.Add(
                $"{CrateIds.Of(run)}-memory", "PropertyValue", ("name", "Most memory resident"), ("propertyID", "peak-bytes"), ("value", FormattableString.Invariant($"{bytes}")), ("unitCode", "https://qudt.org/vocab/unit/BYTE"));
        }
    }

    private static string ControlOf(RecordedRun run) => $"#control-{Uri.EscapeDataString(run.Run.Id)}";

    private static string Status(string? error) => error is null ? "http://schema.org/CompletedActionStatus" : "http://schema.org/FailedActionStatus";
}

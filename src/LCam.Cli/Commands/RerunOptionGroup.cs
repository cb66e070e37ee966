using System.CommandLine;
using LCam.Experiments.Auditing;
using LCam.Experiments.Auditing.Reruns;
using LCam.Experiments.Findings;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>The options of an audit that executes runs again.</summary>
internal sealed class RerunOptionGroup
{
    private static readonly Dictionary<string, AuditLevel> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["measure"] = AuditLevel.Evaluation,
        ["train"] = AuditLevel.Training,
    };

    private readonly Option<string?> _rerun = new("--rerun")
    {
        Description = "execute runs again and compare: measure (level A4, from the stored weights), train (level A5, from the seeds), or both: measure,train",
    };

    private readonly Option<int?> _sample = NumberOption.Of<int?>(NumberLimits.Count, "with --rerun measure: about so many images of each run, in whole batches chosen at random (default: all)", "--sample");
    private readonly Option<long> _seed = NumberOption.Of<long>(NumberLimits.OfKey("explainers.seed"), "which images --sample chooses", "--sample-seed");
    private readonly Option<long?> _steps = NumberOption.Of<long?>(NumberLimits.Whole(1), "with --rerun train: the first so many steps of each run (default: all)", "--steps");
    private readonly Option<string?> _device = new("--device") { Description = "where to execute again: auto, cpu, cuda or cuda:N (default: where each run computed)" };
    private readonly Option<int?> _threads = SharedOptions.Threads("threads of the numeric library (default: as many as each run had)");

    public RerunOptionGroup() => SharedOptions.Validate(_device, Devices.Check);

    public IReadOnlyList<Option> All => [_rerun, _sample, _seed, _steps, _device, _threads];

    /// <summary>The levels that <c>--rerun</c> asks for.</summary>
    /// <exception cref="ProblemException">It asks for something else.</exception>
    public IReadOnlyList<AuditLevel> Levels(ParseResult parsed)
    {
        var kinds = (parsed.GetValue(_rerun) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ProblemException.ThrowIfAny(
            ProblemKind.InvalidInput,
            [.. kinds.Where(kind => !Kinds.ContainsKey(kind)).Select(kind => new Problem("--rerun", $"{kind} cannot be executed again", $"give some of {string.Join(",", Kinds.Keys)}"))]);
        return [.. kinds.Select(kind => Kinds[kind])];
    }

    /// <summary>What executes runs again; null where no level asks for it.</summary>
    /// <param name="spec">Says where the inputs are today; null where there is none: then they are where they were.</param>
    /// <exception cref="ProblemException">An option makes no sense.</exception>
    public Rerunner? Rerunner(CliContext context, ParseResult parsed, IReadOnlySet<AuditLevel> levels, ExperimentSpec? spec, string store)
    {
        Check(parsed, levels);
        if (levels.IsSubsetOf(AuditOptions.ReadingLevels))
        {
            return null;
        }

        context.LoadNumericLibrary();
        var options = new RerunOptions
        {
            Images = parsed.GetValue(_sample),
            SampleSeed = parsed.GetValue(_seed),
            Steps = parsed.GetValue(_steps),
            Device = parsed.GetValue(_device) is { } device ? Devices.Resolve(context, device) : null,
            Threads = parsed.GetValue(_threads),
        };
        var orders = new Lazy<IReadOnlyDictionary<string, PlannedStage>>(() => Plan(context, spec, store));
        return new Rerunner(
            Executors.Worker(context), context.FileSystem, options, key => orders.Value.GetValueOrDefault(key)?.Order, context.Say, context.Cancellation);
    }

    private void Check(ParseResult parsed, IReadOnlySet<AuditLevel> levels)
    {
        var problems = new List<Problem>();
        Applies(_sample.Name, parsed.GetValue(_sample), AuditLevel.Evaluation, "measure");
        Applies(_steps.Name, parsed.GetValue(_steps), AuditLevel.Training, "train");
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);

        void Applies(string name, long? value, AuditLevel level, string kind)
        {
            if (value is not null && !levels.Contains(level))
            {
                problems.Add(new Problem(name, "nothing is executed again that it would apply to", $"give --rerun {kind}, too"));
            }
        }
    }

    // Where its inputs are is what the spec says today; what they are, the key says.
    private static Dictionary<string, PlannedStage> Plan(CliContext context, ExperimentSpec? spec, string folder)
    {
        if (spec is null)
        {
            return [];
        }

        using var store = ExperimentStore.OpenUntouched(folder, context.Clock, anySchema: true);
        var plan = new Planner(store, new InputCatalog(store.Hashes, null, context.Cancellation), new ExecutionSettings("cpu", 1), HostIdentity.Current(), context.Clock) { Scripts = new ScriptInspector(context.LoadNumericLibrary, context.Say) }.Plan(spec);
        return plan.Stages.Where(stage => stage.MakeOrder is not null).ToDictionary(stage => stage.Key, StringComparer.Ordinal);
    }
}

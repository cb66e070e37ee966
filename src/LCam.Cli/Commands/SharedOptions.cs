using System.CommandLine;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>Arguments and options that several verbs have, and what they mean.</summary>
internal static class SharedOptions
{
    private const string StoreVariable = "LCAM_STORE";

    public static Argument<string> Spec() => new("SPEC") { Description = "the experiment's YAML file" };

    public static Argument<string> RunId(string name = "ID") => new(name) { Description = "a run's or a stage's id, or its beginning" };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "override a value of the spec, as key.path=value; may be repeated",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Store() => new("--store") { Description = $"the store's folder (default: the spec's output.store, else {StoreVariable}, else results/store)" };

    public static Option<bool> Force() => new("--force") { Description = "replace files that lcam did not write" };

    public static Option<bool> Json() => new("--json") { Description = "print the result as JSON" };

    public static Option<string> Device() => new("--device")
    {
        Description = "auto, cpu, cuda or cuda:N",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<int?> Threads() => new("--threads") { Description = "threads of the numeric library, for each of several jobs (default: all processors, shared among the jobs)" };

    /// <summary>The store's absolute path.</summary>
    /// <param name="option"><c>--store</c>.</param>
    /// <param name="spec">The spec that may name its own; null where there is none.</param>
    public static string StoreFolder(CliContext context, string? option, ExperimentSpec? spec = null) => Path.GetFullPath(
        option
        ?? spec?.Store?.Resolved
        ?? (context.Environment(StoreVariable) is { Length: > 0 } variable ? variable : Path.Combine("results", "store")));

    /// <summary>Opens a store for reading.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ExperimentStore OpenExisting(CliContext context, string? option)
    {
        var folder = StoreFolder(context, option);
        return ExperimentStore.OpenReadOnly(folder, context.Clock)
            ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, "there is no store here", "name it with --store"));
    }

    /// <summary>Reads a spec as this program knows specs.</summary>
    /// <exception cref="ProblemException">Something is wrong with it.</exception>
    public static ExperimentSpec ReadSpec(CliContext context, string path, string[] overrides) =>
        SpecReader.Read(path, overrides, context.Environment, context.FileSystem);

    /// <summary>A positive thread count.</summary>
    /// <param name="jobs">How many work at once, where the processors are to be shared.</param>
    /// <exception cref="ProblemException">It is not positive.</exception>
    public static int ThreadCount(int? option, int jobs = 1) => option switch
    {
        null => Math.Max(1, Environment.ProcessorCount / jobs),
        > 0 => option.Value,
        _ => throw new ProblemException(ProblemKind.InvalidInput, new Problem("--threads", FormattableString.Invariant($"{option} is no number of threads"), "give 1 or more")),
    };
}

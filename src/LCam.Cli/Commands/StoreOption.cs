using System.CommandLine;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>
/// Finds a verb's store, the one way for all verbs: <c>--store</c>, else the spec's <c>output.store</c>, else
/// <c>LCAM_STORE</c>, else <c>results/store</c> in the current folder.
/// </summary>
internal sealed class StoreOption : Option<string?>
{
    public const string Variable = "LCAM_STORE";

    /// <param name="hasSpec">Whether the verb is told a spec, which may name its own store.</param>
    public StoreOption(bool hasSpec)
        : base("--store") =>
        Description = $"the store's folder (default: {(hasSpec ? "the spec's output.store, else " : "")}{Variable}, else results/store)";

    /// <summary>The store's absolute path.</summary>
    /// <param name="spec">The spec that the verb was told; null where it was told none.</param>
    /// <exception cref="ProblemException">The spec's path for it has a variable that is not set.</exception>
    public string Folder(CliContext context, ParseResult parsed, ExperimentSpec? spec) =>
        parsed.GetValue(this) is null && spec?.Store?.Unresolved is { } problem
            ? throw new ProblemException(ProblemKind.InvalidInput, problem)
            : FolderOrNull(context, parsed, spec)!;

    /// <summary>As <see cref="Folder"/>; null where a variable in the spec's path is not set.</summary>
    public string? FolderOrNull(CliContext context, ParseResult parsed, ExperimentSpec? spec)
    {
        if (parsed.GetValue(this) is { } option)
        {
            return option.Length > 0 ? Path.GetFullPath(option) : throw new ProblemException(ProblemKind.InvalidInput, new Problem(Name, "there is no folder in it", "name one"));
        }

        return spec?.Store is { } named ? named.Resolved
            : Path.GetFullPath(context.Environment(Variable) is { Length: > 0 } variable ? variable : Path.Combine("results", "store"));
    }

    /// <summary>Opens the store for reading; where there is a spec, what it asks for is seen under whatever name the store has it.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public ExperimentStore OpenExisting(CliContext context, ParseResult parsed, ExperimentSpec? spec) =>
        Existing(OpenIfThere(context, parsed, spec), context, parsed, spec);

    /// <summary>As <see cref="OpenExisting(CliContext, ParseResult, ExperimentSpec?)"/>, of specs that have one store.</summary>
    public ExperimentStore OpenExisting(CliContext context, ParseResult parsed, IReadOnlyList<ExperimentSpec> specs) =>
        Existing(OpenIfThere(context, parsed, specs), context, parsed, First(specs));

    /// <summary>As <see cref="OpenExisting(CliContext, ParseResult, ExperimentSpec?)"/>; null where there is no store yet.</summary>
    public ExperimentStore? OpenIfThere(CliContext context, ParseResult parsed, ExperimentSpec? spec) =>
        OpenIfThere(context, parsed, spec is null ? [] : [spec]);

    private ExperimentStore? OpenIfThere(CliContext context, ParseResult parsed, IReadOnlyList<ExperimentSpec> specs)
    {
        var store = ExperimentStore.OpenReadOnly(Folder(context, parsed, First(specs)), context.Clock);
        try
        {
            foreach (var spec in store is null ? [] : specs)
            {
                SpecAdoption.Adopt(spec, store!, context.FileSystem, context.Clock, context.Cancellation);
            }

            return store;
        }
        catch
        {
            store?.Dispose();
            throw;
        }
    }

    private static ExperimentSpec? First(IReadOnlyList<ExperimentSpec> specs) => specs.Count > 0 ? specs[0] : null;

    private ExperimentStore Existing(ExperimentStore? store, CliContext context, ParseResult parsed, ExperimentSpec? spec) =>
        store ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(Folder(context, parsed, spec), "there is no store here", "name it with --store"));
}

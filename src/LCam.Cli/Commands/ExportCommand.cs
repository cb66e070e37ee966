using System.CommandLine;
using System.Globalization;
using LCam.Experiments.Crates;
using LCam.Experiments.Outputs;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Transfer;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam export SPEC|RUN... --output FILE</c>: runs, with all that they need, as one file; <c>--ro-crate PATH</c>: an experiment for others to read.</summary>
internal static class ExportCommand
{
    public static Command Create(CliContext context)
    {
        var what = new Argument<string[]>("SPEC|RUN") { Description = "experiments' YAML files, and ids of runs or stages, which may be shortened", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output") { Description = "the file to write, for 'lcam import'" };
        var crate = new Option<string?>("--ro-crate") { Description = "write one experiment as an RO-Crate instead: a new folder, or a file that ends in .zip" };
        var author = new Option<string[]>("--author") { Description = "who made the experiment, as 'NAME' or 'NAME <URL>'; of a crate alone, may be repeated", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };
        var license = new Option<string?>("--license") { Description = "what the contents may be used under: an SPDX identifier or an address; of a crate alone" };
        var models = new Option<bool>("--include-models") { Description = "put the weight files into the crate that runs read or left, those that others made too; of a crate alone" };
        var store = new StoreOption(hasSpec: true);
        var force = SharedOptions.Force();
        var verb = new Command("export", "write finished runs, with all that they need, into one file, or an experiment as an RO-Crate") { what, output, crate, author, license, models, store, force };
        verb.SetAction(parsed =>
        {
            var (file, path) = (parsed.GetValue(output), parsed.GetValue(crate));
            var options = new CrateOptions([.. parsed.GetRequiredValue(author).Select(CrateAuthor.Parse)], parsed.GetValue(license)) { IncludeModels = parsed.GetValue(models) };
            Require((file is null) != (path is null), "--output", "give either --output FILE or --ro-crate PATH");
            Require(path is not null || (options.Authors.Count == 0 && options is { License: null, IncludeModels: false }), "--author", "--author, --license and --include-models go with --ro-crate alone");
            var named = parsed.GetRequiredValue(what);
            if (path is null)
            {
                var specs = Specs(context, named);
                CheckStores(specs, parsed.GetValue(store));
                using var opened = store.OpenExisting(context, parsed, specs);
                CheckOutput(opened, specs, parsed.GetValue(force), "--output", file!, OutputKinds.Archive);
                WriteArchive(context, opened, specs, [.. named.Where(name => specs.All(spec => spec.File != name))], file!);
            }
            else
            {
                Require(named is [var only] && context.FileSystem.File.Exists(only), named[0], "a crate is of one experiment: give its YAML file");
                var spec = SharedOptions.ReadSpec(context, named[0], []);
                using var opened = store.OpenExisting(context, parsed, spec);
                CheckOutput(opened, [spec], parsed.GetValue(force), "--ro-crate", path, CrateExporter.IsFile(path) ? OutputKinds.Crate : OutputKinds.CrateFolder);
                var report = new CrateExporter(opened, context.FileSystem, context.Environment).Write(named[0], path, options, context.Cancellation);
                context.Say(string.Create(CultureInfo.InvariantCulture, $"{report.Runs} runs, {report.Files} files, {report.Bytes:N0} bytes written to {path}"));
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static List<ExperimentSpec> Specs(CliContext context, IReadOnlyList<string> named) =>
        [.. named.Where(context.FileSystem.File.Exists).Distinct().Select(path => SharedOptions.ReadSpec(context, path, []))];

    // What is exported together is in one store: which of several was meant, nobody said.
    private static void CheckStores(List<ExperimentSpec> specs, string? option)
    {
        if (option is null && specs.FirstOrDefault(spec => spec.Store?.Resolved != specs[0].Store?.Resolved) is { } other)
        {
            Require(false, other.Store?.Where ?? other.File, $"its store is another than that of {specs[0].File}: export one after the other, or name one store with --store");
        }
    }

    private static void CheckOutput(ExperimentStore store, List<ExperimentSpec> specs, bool force, string option, string path, OutputKind kind)
    {
        var guard = new OutputGuard(force).Protect("the store", store.Folder).Add(option, path, kind);
        specs.ForEach(spec => guard.ProtectInputs(spec, store.Folder));
        guard.Check();
    }

    private static void WriteArchive(CliContext context, ExperimentStore store, List<ExperimentSpec> specs, IReadOnlyList<string> runs, string path)
    {
        var selection = new RunSelection(store);
        var experiments = specs.Select(spec => selection.AddExperiment(spec.Name)).ToList();
        foreach (var run in runs)
        {
            selection.Add(run);
        }

        var manifest = new RunExporter(store, context.FileSystem).Write(selection.Runs, experiments, path, context.Cancellation);
        var bytes = manifest.Runs.SelectMany(run => run.Files).Sum(file => file.Bytes);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{manifest.Runs.Count} runs, {bytes:N0} bytes written to {path}"));
    }

    private static void Require(bool right, string where, string otherwise)
    {
        if (!right)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(where, otherwise));
        }
    }
}

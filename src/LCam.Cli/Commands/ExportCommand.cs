using System.CommandLine;
using System.Globalization;
using LCam.Experiments.Crates;
using LCam.Experiments.Outputs;
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
        var store = SharedOptions.Store();
        var force = SharedOptions.Force();
        var verb = new Command("export", "write finished runs, with all that they need, into one file, or an experiment as an RO-Crate") { what, output, crate, author, license, store, force };
        verb.SetAction(parsed =>
        {
            var (file, path) = (parsed.GetValue(output), parsed.GetValue(crate));
            var options = new CrateOptions([.. parsed.GetRequiredValue(author).Select(CrateAuthor.Parse)], parsed.GetValue(license));
            Require((file is null) != (path is null), "--output", "give either --output FILE or --ro-crate PATH");
            Require(path is not null || (options.Authors.Count == 0 && options.License is null), "--author", "--author and --license go with --ro-crate alone");
            var named = parsed.GetRequiredValue(what);
            if (path is null)
            {
                using var opened = SharedOptions.OpenExisting(context, parsed.GetValue(store));
                CheckOutput(context, opened, named, parsed.GetValue(force), "--output", file!, OutputKinds.Archive);
                WriteArchive(context, opened, named, file!);
            }
            else
            {
                Require(named is [var only] && context.FileSystem.File.Exists(only), named[0], "a crate is of one experiment: give its YAML file");
                using var opened = SharedOptions.OpenExisting(context, SharedOptions.StoreFolder(context, parsed.GetValue(store), SharedOptions.ReadSpec(context, named[0], [])));
                CheckOutput(context, opened, named, parsed.GetValue(force), "--ro-crate", path, CrateExporter.IsFile(path) ? OutputKinds.Crate : OutputKinds.CrateFolder);
                var report = new CrateExporter(opened, context.FileSystem, context.Environment).Write(named[0], path, options, context.Cancellation);
                context.Say(string.Create(CultureInfo.InvariantCulture, $"{report.Runs} runs, {report.Files} files, {report.Bytes:N0} bytes written to {path}"));
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void CheckOutput(CliContext context, ExperimentStore store, IReadOnlyList<string> named, bool force, string option, string path, OutputKind kind)
    {
        var guard = new OutputGuard(force).Protect("the store", store.Folder).Add(option, path, kind);
        foreach (var spec in named.Where(context.FileSystem.File.Exists))
        {
            guard.ProtectInputs(SharedOptions.ReadSpec(context, spec, []), store.Folder);
        }

        guard.Check();
    }

    private static void WriteArchive(CliContext context, ExperimentStore store, IReadOnlyList<string> named, string path)
    {
        var selection = new RunSelection(store);
        var experiments = new List<ArchivedExperiment>();
        foreach (var name in named)
        {
            if (context.FileSystem.File.Exists(name))
            {
                experiments.Add(selection.AddExperiment(SharedOptions.ReadSpec(context, name, []).Name));
            }
            else
            {
                selection.Add(name);
            }
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

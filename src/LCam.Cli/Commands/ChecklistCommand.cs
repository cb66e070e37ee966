using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Checklists;
using LCam.Experiments.Crates;
using LCam.Experiments.Outputs;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam checklist SPEC</c>: evidence of an experiment in the forms that venues ask for, answered from the store. Unlike an audit it judges nothing.</summary>
internal static class ChecklistCommand
{
    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", EvidenceWriter.Formats.Select(known => $"{known.Id} ({known.Description})")),
            DefaultValueFactory = _ => EvidenceWriter.Markdown.Id,
        };
        format.AcceptOnlyFromAmong([.. EvidenceWriter.Formats.Select(known => known.Id)]);
        var output = new Option<string?>("--output") { Description = "write to a file instead; of cards, into a folder" };
        var author = new Option<string[]>("--author") { Description = "of codecheck: an author of the paper, as 'NAME' or 'NAME <https://orcid.org/...>', the corresponding one first; may be repeated", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };
        var title = new Option<string?>("--title") { Description = "of codecheck: the paper's title" };
        var reference = new Option<string?>("--reference") { Description = "of codecheck: the paper's DOI or address" };
        var force = SharedOptions.Force();
        var json = SharedOptions.Json();
        var verb = new Command("checklist", "print the reproducibility checklist of an experiment, or another form of evidence, answered from the store") { spec, set, store, format, output, author, title, reference, force, json };
        verb.SetAction(parsed =>
        {
            var form = EvidenceWriter.Formats.First(known => known.Id == parsed.GetRequiredValue(format));
            var options = new EvidenceOptions(
                [.. parsed.GetRequiredValue(author).Select(CrateAuthor.Parse).Select(one => (one.Name, one.Url))], parsed.GetValue(title), parsed.GetValue(reference));
            Require(form == EvidenceWriter.Codecheck || options is { Authors.Count: 0, Title: null, Reference: null }, "--author, --title and --reference go with --format codecheck alone");
            Require(form == EvidenceWriter.Markdown || !parsed.GetValue(json), "--json goes with --format markdown alone");
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var target = parsed.GetValue(output);
            var guard = new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, store.Folder(context, parsed, experiment));
            guard.Add("--output", form.IsSeveral ? null : target, Kind(form));
            guard.Check();
            using var opened = store.OpenExisting(context, parsed, experiment);
            if (target is null && parsed.GetValue(json))
            {
                ResultJson.Print(context, new ChecklistBuilder(opened).Build(experiment));
                return ExitCodes.Ok;
            }

            var documents = new EvidenceWriter(opened).Write(experiment, form, options, FolderOf(target));
            if (target is null)
            {
                context.Out.Write(string.Join('\n', documents.Select(document => document.Text)));
                return ExitCodes.Ok;
            }

            Write(context, guard, form, target, documents);
            return ExitCodes.Ok;
        });
        return verb;
    }

    // All may be written, or none is.
    private static void Write(CliContext context, OutputGuard guard, EvidenceFormat form, string target, IReadOnlyList<EvidenceDocument> documents)
    {
        if (form.IsSeveral)
        {
            documents.ToList().ForEach(document => guard.Add("--output", Path.Combine(target, document.FileName), Kind(form)));
            guard.Check();
        }

        foreach (var (file, document) in guard.Outputs.Zip(documents))
        {
            guard.Write(file, document.Text);
            context.Say($"{file.Kind.Name} written to {file.Path}");
        }
    }

    private static OutputKind Kind(EvidenceFormat form) =>
        form == EvidenceWriter.Neurips ? OutputKinds.Neurips
        : form == EvidenceWriter.Codecheck ? OutputKinds.Codecheck
        : form == EvidenceWriter.Cards ? OutputKinds.Card
        : OutputKinds.Checklist;

    // Where no file is named, it is printed for the folder that one stands in.
    private static string FolderOf(string? target) => target is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(target))!;

    private static void Require(bool right, string otherwise)
    {
        if (!right)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--format", otherwise));
        }
    }
}

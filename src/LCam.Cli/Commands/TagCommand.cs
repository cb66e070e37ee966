using System.CommandLine;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam tag RUN... NAME</c> and <c>lcam note RUN TEXT</c>: what people say of runs. Neither moves a number or a key.</summary>
internal static class TagCommand
{
    public static Command Create(CliContext context)
    {
        var words = new Argument<string[]>("RUN... NAME") { Description = "runs' ids, or their beginnings, and the tag", Arity = new ArgumentArity(2, 10_000) };
        var remove = new Option<bool>("--remove") { Description = "take the tag away" };
        var store = new StoreOption(hasSpec: false);
        var verb = new Command("tag", "give runs a tag, or take it away") { words, remove, store };
        verb.SetAction(parsed =>
        {
            var given = parsed.GetRequiredValue(words);
            var name = given[^1];
            var problems = new List<Problem>();
            if (!RunLabels.IsTag(name))
            {
                problems.Add(new Problem("NAME", $"'{name}' cannot be a tag", $"letters, digits, '.', '-' and '_', a letter or digit first, at most {RunLabels.LongestTag}"));
            }

            var runs = Find(context, parsed, store, given[..^1], problems);
            using var opened = ExperimentStore.Open(store.Folder(context, parsed, spec: null), context.Clock);
            if (parsed.GetValue(remove))
            {
                opened.Labels.Untag(runs, name);
            }
            else
            {
                opened.Labels.Tag(runs, name);
            }

            context.Say($"{string.Join(", ", runs)}: {(parsed.GetValue(remove) ? "no longer " : "")}tagged {name}");
            return ExitCodes.Ok;
        });
        return verb;
    }

    public static Command CreateNote(CliContext context)
    {
        var id = SharedOptions.RunId("RUN");
        var text = new Argument<string?>("TEXT") { Description = $"one line of at most {RunLabels.LongestNote} characters; it replaces the note that is there", Arity = ArgumentArity.ZeroOrOne };
        var remove = new Option<bool>("--remove") { Description = "take the note away" };
        var store = new StoreOption(hasSpec: false);
        var verb = new Command("note", "write a note to a run, or take it away") { id, text, remove, store };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(text) is null != result.GetValue(remove))
            {
                result.AddError("give either TEXT or --remove");
            }
        });
        verb.SetAction(parsed =>
        {
            var note = parsed.GetValue(text);
            var problems = new List<Problem>();
            if (note is not null && !RunLabels.IsNote(note))
            {
                problems.Add(new Problem("TEXT", "this cannot be a note", $"one line of visible text, at most {RunLabels.LongestNote} characters"));
            }

            var runs = Find(context, parsed, store, [parsed.GetRequiredValue(id)], problems);
            using var opened = ExperimentStore.Open(store.Folder(context, parsed, spec: null), context.Clock);
            opened.Labels.Note(runs[0], note);
            context.Say($"{runs[0]}: {(note is null ? "no note" : "noted")}");
            return ExitCodes.Ok;
        });
        return verb;
    }

    // All that is wrong at once, and nothing is written then.
    private static List<string> Find(CliContext context, ParseResult parsed, StoreOption store, IEnumerable<string> ids, List<Problem> problems)
    {
        using var opened = store.OpenExisting(context, parsed, spec: null);
        var runs = new List<string>();
        foreach (var id in ids)
        {
            try
            {
                runs.Add(RunLookup.Find(opened, id, "RUN").Id);
            }
            catch (ProblemException failure)
            {
                problems.AddRange(failure.Problems);
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return [.. runs.Distinct()];
    }
}

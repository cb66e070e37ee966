using System.CommandLine;
using System.Text.Json.Nodes;
using LCam.Cli.Rendering;
using LCam.Experiments.Listing;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam runs</c>: every run of the store as one list.</summary>
internal static class RunsCommand
{
    private static readonly string[] Shown = ["run", "state", "started", "seconds", "experiment", "stage", "tag", "note"];

    public static Command Create(CliContext context)
    {
        var store = new StoreOption(hasSpec: false);
        var where = new Option<string?>("--where") { Description = "list only these, as 'backbone=vgg16 and not (state=failed or ad@0.5<40)'" };
        var sort = new Option<string?>("--sort") { Description = "columns to sort by, separated by commas; -COLUMN for the largest first (default: started)" };
        var columns = new Option<string?>("--columns") { Description = $"columns to list, separated by commas (default: {string.Join(',', Shown)})" };
        var json = SharedOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "print the list as comma-separated values" };
        var verb = new Command("runs", "list every run of the store") { store, where, sort, columns, json, csv };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(csv))
            {
                result.AddError("--json and --csv exclude each other");
            }
        });
        verb.SetAction(parsed =>
        {
            using var opened = store.OpenExisting(context, parsed, spec: null);
            var list = RunList.Read(opened);
            var problems = new List<Problem>();
            var shown = Columns("--columns", parsed.GetValue(columns)?.Split(',') ?? Shown, list, problems);
            var order = Columns("--sort", parsed.GetValue(sort)?.Split(',') ?? [], list, problems);
            var test = Test(parsed.GetValue(where), list, problems);
            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
            var runs = RunOrder.Sorted(list.Runs.Where(test), [.. order.Select(column => (column.Column, column.IsReversed))]);
            Print(context, runs, [.. shown.Select(column => column.Column)], parsed.GetValue(json), parsed.GetValue(csv));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static Func<ListedRun, bool> Test(string? where, RunList list, List<Problem> problems)
    {
        try
        {
            return where is null ? _ => true : RunFilter.Parse(where, list);
        }
        catch (ProblemException failure)
        {
            problems.AddRange(failure.Problems);
            return _ => false;
        }
    }

    private static List<(string Column, bool IsReversed)> Columns(string option, IEnumerable<string> names, RunList list, List<Problem> problems)
    {
        var found = new List<(string, bool)>();
        foreach (var name in names.Select(name => name.Trim()))
        {
            var isReversed = option == "--sort" && name.StartsWith('-');
            if (list.Find(isReversed ? name[1..] : name) is { } column)
            {
                found.Add((column, isReversed));
            }
            else
            {
                problems.Add(new Problem(option, $"there is no column '{name}'", $"there are {string.Join(", ", list.Columns)}"));
            }
        }

        return found;
    }

    private static void Print(CliContext context, IReadOnlyList<ListedRun> runs, string[] columns, bool json, bool csv)
    {
        if (json)
        {
            ResultJson.Print(context, new JsonArray([.. runs.Select(run => new JsonObject(columns.Distinct().Select(column => KeyValuePair.Create(column, Value(run, column)))))]));
            return;
        }

        if (csv)
        {
            context.Out.Write(RunListCsv.Render(runs, columns));
            return;
        }

        var table = new TextTable(columns);
        foreach (var run in runs)
        {
            table.Add([.. columns.Select(run.Text)]);
        }

        context.Out.Write(table.Render());
        context.Say($"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}");
    }

    private static JsonNode? Value(ListedRun run, string column) => column switch
    {
        "tag" => new JsonArray([.. run.Labels.Tags.Select(tag => (JsonNode)tag)]),
        _ when RunList.IsNumber(column) && column != "seed" => run.Number(column),
        _ => run.Text(column) is { Length: > 0 } text ? text : null,
    };
}

using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Comparing;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Cli.Commands;

/// <summary><c>lcam diff A B</c>: in what two runs differ, whether they are over, failed or under way.</summary>
internal static class DiffCommand
{
    public static Command Create(CliContext context)
    {
        var first = SharedOptions.RunId("A");
        var second = SharedOptions.RunId("B");
        var store = new StoreOption(hasSpec: false);
        var json = SharedOptions.Json();
        var verb = new Command("diff", "compare two runs: settings, code, environment, outcome, metrics") { first, second, store, json };
        verb.SetAction(parsed =>
        {
            using var opened = store.OpenExisting(context, parsed, spec: null);
            var difference = new RunComparison(opened).Compare(
                RunLookup.Find(opened, parsed.GetRequiredValue(first), "A"), RunLookup.Find(opened, parsed.GetRequiredValue(second), "B"));
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, difference);
            }
            else
            {
                Print(context, difference);
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Print(CliContext context, RunDifference difference)
    {
        context.Out.WriteLine($"{difference.A.Id} -> {difference.B.Id}");
        Print(context, "settings", difference.Settings);
        Print(context, "code", difference.Code);
        Print(context, "environment", difference.Environment);
        Print(context, "outcome", difference.Outcome);
        Print(context, "metrics", difference.Metrics);
    }

    private static void Print(CliContext context, string what, IReadOnlyList<JsonDifference> differences)
    {
        context.Out.WriteLine(differences.Count == 0 ? $"{what}: the same" : $"{what}:");
        foreach (var difference in differences)
        {
            context.Out.WriteLine($"  {difference}");
        }
    }
}

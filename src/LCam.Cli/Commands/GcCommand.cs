using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Garbage;
using LCam.Experiments.Store;

namespace LCam.Cli.Commands;

/// <summary><c>lcam gc</c>: what a store can do without; <c>--yes</c> removes it.</summary>
internal static class GcCommand
{
    public static Command Create(CliContext context)
    {
        var yes = new Option<bool>("--yes") { Description = "remove it; without this nothing is changed" };
        var store = new StoreOption(hasSpec: false);
        var json = SharedOptions.Json();
        var verb = new Command("gc", "list, or remove, what no experiment of the store needs") { yes, store, json };
        verb.SetAction(parsed =>
        {
            var really = parsed.GetValue(yes);
            var report = really ? Collect(context, parsed, store) : Find(context, parsed, store);
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, new { Removed = really, report.Bytes, report.Items, report.Kept });
            }
            else
            {
                Print(context, report, really);
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static GarbageReport Find(CliContext context, ParseResult parsed, StoreOption option)
    {
        using var store = option.OpenExisting(context, parsed, spec: null);
        return new GarbageCollector(store, context.FileSystem, context.Clock).Find();
    }

    private static GarbageReport Collect(CliContext context, ParseResult parsed, StoreOption option)
    {
        // No store is made where there is none.
        option.OpenExisting(context, parsed, spec: null).Dispose();
        using var store = ExperimentStore.Open(option.Folder(context, parsed, spec: null), context.Clock);
        return new GarbageCollector(store, context.FileSystem, context.Clock).Collect();
    }

    private static void Print(CliContext context, GarbageReport report, bool removed)
    {
        if (report.Items.Count > 0)
        {
            var table = new TextTable("bytes", "why", "what");
            foreach (var item in report.Items)
            {
                table.Add(item.Bytes.ToString("N0", CultureInfo.InvariantCulture), item.Why, item.What);
            }

            context.Out.Write(table.Render());
            context.Out.WriteLine();
        }

        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Items.Count} {(report.Items.Count == 1 ? "item" : "items")}, {report.Bytes:N0} bytes{(removed ? " removed" : "")}"));
        foreach (var kept in report.Kept)
        {
            context.Say($"kept: {kept.What}: {kept.Why}");
        }

        if (!removed && report.Items.Count > 0)
        {
            context.Say("nothing was removed; 'lcam gc --yes' does it");
        }
    }
}

using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using Spectre.Console;

namespace LCam.Cli.Commands;

/// <summary><c>lcam watch [SPEC]</c>: the sweeps that run now, until none does. Reads the store and changes nothing.</summary>
internal static class WatchCommand
{
    // Between two stages of a sweep, for a moment, nothing runs.
    private const int IdleLooks = 3;

    // Whoever is silent for so long is gone.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create(CliContext context)
    {
        var spec = new Argument<string?>("SPEC") { Description = "an experiment's YAML file; all experiments without it", Arity = ArgumentArity.ZeroOrOne };
        var interval = NumberOption.With(2.0, NumberLimits.Number(0.1, 3600), "seconds between two looks", "--interval");
        var store = new StoreOption(hasSpec: true);
        var verb = new Command("watch", "follow the sweeps that run now, from another terminal") { spec, interval, store };
        verb.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(spec) is { } path ? SharedOptions.ReadSpec(context, path, []) : null;
            using var opened = store.OpenExisting(context, parsed, chosen);
            Watch(context, opened, chosen?.Name, TimeSpan.FromSeconds(parsed.GetValue(interval)));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Watch(CliContext context, ExperimentStore store, string? name, TimeSpan interval)
    {
        var monitor = new SweepMonitor(store, context.FileSystem, context.Clock);
        if (context.Error.Profile.Capabilities is { Interactive: true, Ansi: true })
        {
            context.Error.Live(WatchView.Live(Look(store, monitor, name))).Start(live =>
                Follow(context, () => Look(store, monitor, name), interval, sweeps => live.UpdateTarget(WatchView.Live(sweeps))));
            return;
        }

        IReadOnlyList<string> said = [];
        Follow(context, () => Look(store, monitor, name), interval, sweeps =>
        {
            List<string> lines = [.. WatchView.Lines(sweeps)];
            if (!lines.SequenceEqual(said))
            {
                lines.ForEach(context.Out.WriteLine);
                context.Out.Flush();
            }

            said = lines;
        });
    }

    private static void Follow(CliContext context, Func<IReadOnlyList<SweepStatus>> look, TimeSpan interval, Action<IReadOnlyList<SweepStatus>> show)
    {
        for (var idle = 0; idle < IdleLooks;)
        {
            var sweeps = look();
            show(sweeps);
            idle = sweeps.Any(IsUnderWay) ? 0 : IsDone(sweeps) ? IdleLooks : idle + 1;
            if (idle < IdleLooks && context.Cancellation.WaitHandle.WaitOne(interval))
            {
                return;
            }
        }
    }

    private static bool IsUnderWay(SweepStatus sweep) => sweep.Running.Any(activity => activity.Silence < Patience);

    private static bool IsDone(IReadOnlyList<SweepStatus> sweeps) => sweeps.All(sweep => sweep.Running.Count == 0 && sweep.Left == TimeSpan.Zero);

    private static List<SweepStatus> Look(ExperimentStore store, SweepMonitor monitor, string? name) =>
        [.. store.Experiments.Names().Where(known => name is null || known == name).Select(known => monitor.Look(known))];
}

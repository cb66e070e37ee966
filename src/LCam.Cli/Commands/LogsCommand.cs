using System.CommandLine;
using LCam.Experiments.Journals;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Cli.Commands;

/// <summary><c>lcam logs ID</c>: what a run's worker said, whether it is over, failed or under way.</summary>
internal static class LogsCommand
{
    public static Command Create(CliContext context)
    {
        var id = SharedOptions.RunId();
        var lines = NumberOption.Of<int?>(NumberLimits.Whole(0, int.MaxValue), "the last lines only", "--lines");
        var store = new StoreOption(hasSpec: false);
        var verb = new Command("logs", "print what a run said: its notes, its log, its failure") { id, lines, store };
        verb.SetAction(parsed =>
        {
            using var opened = store.OpenExisting(context, parsed, spec: null);
            var run = RunLookup.Find(opened, parsed.GetRequiredValue(id), "ID");
            var said = Said(context, opened, run).SelectMany(text => text.TrimEnd().ReplaceLineEndings("\n").Split('\n')).ToList();
            foreach (var line in parsed.GetValue(lines) is { } last ? said.TakeLast(last) : said)
            {
                context.Out.WriteLine(line);
            }

            if (said.Count == 0)
            {
                context.Say($"run {run.Id} ({run.State.ToString().ToLowerInvariant()}) has said nothing");
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static IEnumerable<string> Said(CliContext context, ExperimentStore store, RunRecord run)
    {
        var folder = new StageFolder(context.FileSystem, store.Folder, run.StageKey, run.Attempt);
        foreach (var note in folder.ReadJournal().Select(placed => placed.Entry).OfType<NoteEntry>())
        {
            yield return note.Text;
        }

        if (context.FileSystem.File.Exists(folder.LogPath))
        {
            foreach (var line in context.FileSystem.File.ReadLines(folder.LogPath))
            {
                yield return line;
            }
        }

        if (run.FailureMessage is { } failure)
        {
            yield return $"{run.FailureKind}: {failure}";
        }
    }
}

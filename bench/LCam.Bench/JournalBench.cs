using System.Diagnostics;
using System.IO.Abstractions;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;

namespace LCam.Bench;

/// <summary>Journals read from disk into the store, as the coordinator does it.</summary>
internal static class JournalBench
{
    private const int Steps = 40_000;
    private const int Images = 40_000;
    private const double Bound = 100_000;

    public static void Run(string folder, Report report)
    {
        Directory.CreateDirectory(folder);
        Measure(folder, "steps", [.. Enumerable.Range(0, Steps).Select(step => SyntheticEntries.Step(step))], report);
        Measure(folder, "images", [.. Enumerable.Range(0, Images).Select(image => SyntheticEntries.Image(image))], report);
    }

    private static void Measure(string folder, string what, IReadOnlyList<JournalEntry> entries, Report report)
    {
        var files = new FileSystem();
        var path = Path.Combine(folder, $"{what}.jsonl");
        using (var journal = new JournalWriter(files, path, 0))
        {
            foreach (var entry in entries)
            {
                journal.Append(entry);
            }
        }

        var best = Enumerable.Range(0, 3).Min(_ => Ingest(files, folder, path));
        report.Note($"journal of {entries.Count:N0} {what}: lines", entries.Count / best, "/s");
        report.AtLeast($"journal of {entries.Count:N0} {what}: rows", SyntheticEntries.Rows(entries[0]) * (double)entries.Count / best, Bound, "/s");
    }

    private static double Ingest(FileSystem files, string folder, string path)
    {
        var place = Path.Combine(folder, "journal-store");
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        using var store = ExperimentStore.Open(place, TimeProvider.System);
        var run = SyntheticRuns.Of(new string('a', 64), DateTimeOffset.UnixEpoch);
        store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [new StageRecord(run.StageKey, "measure", "e", "{}")], []);
        store.Runs.Save(run with { State = RunState.Running }, "{}");
        var watch = Stopwatch.StartNew();
        store.Scores.Ingest(run.Id, [.. JournalReader.Read(files, path).Select(placed => placed.Entry)]);
        return watch.Elapsed.TotalSeconds;
    }
}

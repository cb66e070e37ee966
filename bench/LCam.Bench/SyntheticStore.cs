using System.Diagnostics;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;
using LCam.Native;

namespace LCam.Bench;

/// <summary>A store as a very large and a common experiment would leave it, made by the store's own code.</summary>
/// <param name="Folder">The store.</param>
/// <param name="Large">The spec whose stages nearly fill it.</param>
/// <param name="Common">A spec of a dozen cells in the same store.</param>
internal sealed record SyntheticStore(string Folder, string Large, string Common)
{
    private const int CommonCells = 12;
    private const int CellsPerBlock = 200;

    /// <summary>The store in <paramref name="folder"/>, made where it is not there yet.</summary>
    public static SyntheticStore Make(string folder, int stages, long scores, Report report)
    {
        folder = Directory.CreateDirectory(Path.Combine(folder, FormattableString.Invariant($"{stages}-{scores}"))).FullName;
        var cells = Math.Max(stages / 2 / CellsPerBlock, 1) * CellsPerBlock;
        var images = (int)Math.Max(scores / SyntheticEntries.Percentages / cells, 1);
        var made = new SyntheticStore(
            Path.Combine(folder, "store"),
            SyntheticSpec.Write(folder, "large", cells, images),
            SyntheticSpec.Write(folder, "common", CommonCells, images));
        var whole = Path.Combine(folder, "whole");
        if (!File.Exists(whole))
        {
            if (Directory.Exists(made.Folder))
            {
                Directory.Delete(made.Folder, recursive: true);
            }

            made.Fill(report);
            File.WriteAllText(whole, "");
        }

        return made;
    }

    private void Fill(Report report)
    {
        TorchRuntime.Initialize();
        using var store = ExperimentStore.Open(Folder, TimeProvider.System);
        var (watch, entries, stages) = (Stopwatch.StartNew(), 0L, 0);
        foreach (var path in (string[])[Large, Common])
        {
            var sweep = SyntheticSweep.Begin(store, path);
            foreach (var stage in sweep.Stages.Where(stage => stage.State != PlanState.Cached).OrderBy(stage => stage.Key, StringComparer.Ordinal))
            {
                entries += sweep.Execute(stage);
                if (++stages % 5000 == 0)
                {
                    Console.Error.WriteLine(FormattableString.Invariant($"{stages} stages, {entries} images, {watch.Elapsed.TotalSeconds:F0} s"));
                }
            }

            sweep.Seal();
        }

        report.Note($"a store of {stages:N0} stages and {entries * SyntheticEntries.Percentages:N0} image scores, made in", watch.Elapsed.TotalSeconds, "s");
    }
}

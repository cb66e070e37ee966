using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Problems;
using TorchSharp;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>Compares the maps that a run kept with those that it makes again, batch by batch.</summary>
internal static class MapsComparison
{
    /// <param name="rerun">What is known of it so far.</param>
    /// <param name="stored">The run's folder.</param>
    /// <param name="again">The folder of what was made again.</param>
    public static Rerun Compare(Rerun rerun, StageFolder stored, StageFolder again)
    {
        var (compared, differing, first, largest, alike) = (0L, 0L, (string?)null, 0.0, true);
        var then = Batches(stored).ToDictionary(batch => batch.First);
        foreach (var now in Batches(again).OrderBy(batch => batch.First))
        {
            compared += now.Classes.Count;
            if (then.Remove(now.First, out var known) && known.Sha256 == now.Sha256 && known.Classes.SequenceEqual(now.Classes) && MapsFile.IsWhole(stored, known))
            {
                continue;
            }

            var deviation = Deviation(stored, known, again, now);
            alike &= deviation is not null;
            largest = Math.Max(largest, deviation ?? 1);
            differing += now.Classes.Count;
            first ??= string.Create(CultureInfo.InvariantCulture, $"the maps from image {now.First} on are not those that were kept");
        }

        differing += then.Values.Sum(batch => batch.Classes.Count);
        first ??= then.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"the maps from image {then.Keys.Min()} on were not made again");
        return rerun with
        {
            Compared = compared,
            Differing = differing,
            First = first,
            LargestDeviation = differing == 0 ? null : largest,
            Holds = differing == 0 || (!rerun.Promise!.IsExact && alike && then.Count == 0 && largest <= Promise.Score),
        };
    }

    private static IEnumerable<MapsEntry> Batches(StageFolder folder) => folder.ReadJournal().Select(placed => placed.Entry).OfType<MapsEntry>();

    // Relative to the largest value of the batch's maps; null where they cannot be compared.
    private static double? Deviation(StageFolder stored, MapsEntry? known, StageFolder again, MapsEntry now)
    {
        if (known is null || !known.Classes.SequenceEqual(now.Classes))
        {
            return null;
        }

        try
        {
            using var scope = torch.NewDisposeScope();
            var (before, after) = (MapsFile.Read(stored, known), MapsFile.Read(again, now));
            return before.shape.SequenceEqual(after.shape) && (before - after).abs().max().item<float>() / Math.Max(before.abs().max().item<float>(), float.Epsilon) is var deviation && double.IsFinite(deviation)
                ? deviation
                : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}

using LCam.Models;
using LCam.Native;
using static TorchSharp.torch;

namespace LCam.Weights;

/// <summary>The registered backbones' entries, against which a file's are held. Only <see cref="EntriesOf"/> needs the numeric library.</summary>
internal static class KnownNetworks
{
    /// <summary>At this width every published number of channels is divided without a remainder, and a network costs next to nothing.</summary>
    public const double Narrow = 1.0 / 64;

    // A file with this share of a network's names is meant for that network.
    private const double NamesInCommon = 0.8;

    private const string RunningMean = "running_mean";

    private static readonly HashSet<string> Names = [.. Backbones.All.SelectMany(architecture => architecture.EntryRanks.Keys)];
    private static readonly HashSet<string> BatchNormalised =
        [.. Names.Where(name => name.EndsWith(RunningMean, StringComparison.Ordinal)).Select(name => name[..^RunningMean.Length])];

    /// <summary>Whether some backbone, or the attention, has an entry of that name.</summary>
    public static bool Has(string name) => AttentionEntries.Has(name)
        || Names.Contains(name)
        || (name.EndsWith(StateDictComparison.BatchCount, StringComparison.Ordinal) && BatchNormalised.Contains(name[..^StateDictComparison.BatchCount.Length]));

    /// <summary>How well tensors fit a backbone: by names and numbers of dimensions, so for any width and any classes.</summary>
    public static NetworkFit Fit(IReadOnlyDictionary<string, int> ranks) => Best(ranks) is { IsWhole: var isWhole }
        ? isWhole ? NetworkFit.Whole : NetworkFit.Partly
        : ranks.ContainsKey(AttentionEntries.Weight) ? NetworkFit.Attention : NetworkFit.None;

    /// <summary>The backbone that tensors are meant for, and whether they are all of it; null when they are like none.</summary>
    /// <param name="ranks">Names and numbers of dimensions.</param>
    public static (IBackboneArchitecture Architecture, bool IsWhole)? Best(IReadOnlyDictionary<string, int> ranks)
    {
        (IBackboneArchitecture Architecture, bool IsWhole)? best = null;
        var most = 0;
        foreach (var architecture in Backbones.All)
        {
            // Few tensors are no network: a file may have very many small dicts.
            var entries = architecture.EntryRanks;
            var needed = NamesInCommon * entries.Count;
            var common = ranks.Count < needed ? 0 : entries.Count(entry => ranks.TryGetValue(entry.Key, out var rank) && rank == entry.Value);

            // The most entries and not the largest share: ResNet-50 has all names of ResNet-18.
            if (common >= needed && common > most)
            {
                (best, most) = ((architecture, common == entries.Count), common);
            }
        }

        return best;
    }

    /// <summary>Every entry of a network, which is built for a moment.</summary>
    public static IReadOnlyList<TensorSummary> EntriesOf(BackboneOptions options)
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var network = Backbones.Create(options);
        return [.. network.state_dict().Select(entry => new TensorSummary(entry.Key, entry.Value.dtype, [.. entry.Value.shape]))];
    }
}

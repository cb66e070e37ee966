using LCam.Models;
using LCam.Native;
using static TorchSharp.torch;

namespace LCam.Weights;

/// <summary>The names of the registered backbones' entries, against which a file's are held.</summary>
internal static class KnownNetworks
{
    /// <summary>At this width every published number of channels is divided without a remainder, and a network costs next to nothing.</summary>
    public const double Narrow = 1.0 / 64;

    /// <summary>A file with this share of a network's names is meant for that network.</summary>
    public const double NamesInCommon = 0.8;

    private const string RunningMean = "running_mean";

    private static readonly Lazy<IReadOnlyList<Dictionary<string, int>>> Ranks = new(() => [.. Backbones.All.Select(architecture => RanksOf(architecture.Id))]);
    private static readonly Lazy<HashSet<string>> BatchNormalised = new(() =>
        [.. Ranks.Value.SelectMany(network => network.Keys).Where(name => name.EndsWith(RunningMean, StringComparison.Ordinal)).Select(name => name[..^RunningMean.Length])]);

    /// <summary>Whether some backbone, or the attention, has an entry of that name.</summary>
    public static bool Has(string name) => AttentionEntries.Has(name)
        || Ranks.Value.Any(network => network.ContainsKey(name))
        || (name.EndsWith(StateDictComparison.BatchCount, StringComparison.Ordinal) && BatchNormalised.Value.Contains(name[..^StateDictComparison.BatchCount.Length]));

    /// <summary>How well tensors fit a backbone: by names and numbers of dimensions, so for any width and any classes.</summary>
    public static NetworkFit Fit(IReadOnlyDictionary<string, int> ranks)
    {
        var best = Ranks.Value.Max(network => (double)network.Count(entry => ranks.TryGetValue(entry.Key, out var rank) && rank == entry.Value) / network.Count);
        if (best >= NamesInCommon)
        {
            return best < 1 ? NetworkFit.Partly : NetworkFit.Whole;
        }

        return ranks.ContainsKey(AttentionEntries.Weight) ? NetworkFit.Attention : NetworkFit.None;
    }

    /// <summary>Every entry of a network.</summary>
    public static IReadOnlyList<TensorSummary> EntriesOf(BackboneOptions options)
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var network = Backbones.Create(options, Backbones.Find(options.Architecture).Variants[0]);
        return [.. network.state_dict().Select(entry => new TensorSummary(entry.Key, entry.Value.dtype, [.. entry.Value.shape]))];
    }

    // Files from 2017 have no count of batches.
    private static Dictionary<string, int> RanksOf(string architecture) => EntriesOf(new BackboneOptions(architecture, 1, Narrow))
        .Where(entry => !entry.Name.EndsWith(StateDictComparison.BatchCount, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Name, entry => entry.Shape.Count, StringComparer.Ordinal);
}

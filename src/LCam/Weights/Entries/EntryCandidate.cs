namespace LCam.Weights.Entries;

/// <summary>A dict that may be the weights, its names freed of prefixes where that makes them a network's.</summary>
/// <param name="Name">What chooses it.</param>
/// <param name="Tensors">Its tensors under their final names.</param>
/// <param name="Fit">How well it fits a network.</param>
internal sealed record EntryCandidate<T>(string Name, IReadOnlyList<NamedTensor<T>> Tensors, NetworkFit Fit)
{
    /// <summary>The candidate that a dict makes; null where two names become one.</summary>
    public static EntryCandidate<T>? Of(TensorGroup<T> group)
    {
        var stripped = group.Tensors.Select(tensor => tensor with { Name = NamePrefixes.Strip(tensor.Name) }).ToList();
        var pairs = group.Tensors.Zip(stripped).ToList();
        var helps = stripped.Count(tensor => KnownNetworks.Has(tensor.Name)) > group.Tensors.Count(tensor => KnownNetworks.Has(tensor.Name));

        // What had no prefix, where the network's names have one, is not the network's.
        var kept = helps
            ? [.. pairs.Where(pair => pair.First.Name != pair.Second.Name || KnownNetworks.Has(pair.Second.Name)).Select(pair => pair.Second)]
            : group.Tensors.Select(WithoutParallel).ToList();
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!kept.TrueForAll(tensor => ranks.TryAdd(tensor.Name, tensor.Shape.Count)))
        {
            return null;
        }

        return new EntryCandidate<T>(group.Name, kept, KnownNetworks.Fit(ranks));
    }

    /// <summary>Candidates are equal that have the same numbers under the same names.</summary>
    public static IEqualityComparer<EntryCandidate<T>> ByContent { get; } = EqualityComparer<EntryCandidate<T>>.Create(
        (one, other) => one!.Content.SetEquals(other!.Content),
        candidate => candidate.Content.Aggregate(0, (hash, tensor) => hash ^ tensor.GetHashCode()));

    public override string ToString() => FormattableString.Invariant($"{Name} ({Tensors.Count} {(Tensors.Count == 1 ? "tensor" : "tensors")}{Words})");

    private HashSet<(string Name, T Source)> Content => field ??= [.. Tensors.Select(tensor => (tensor.Name, tensor.Source))];

    private string Words => Fit switch
    {
        NetworkFit.Whole => ", a network",
        NetworkFit.Partly => ", most of a network",
        NetworkFit.Attention => ", an attention",
        _ => "",
    };

    private static NamedTensor<T> WithoutParallel(NamedTensor<T> tensor) => tensor.Name.StartsWith(NamePrefixes.Parallel, StringComparison.Ordinal)
        ? tensor with { Name = tensor.Name[NamePrefixes.Parallel.Length..] }
        : tensor;
}

using LCam.Problems;

namespace LCam.Weights.Entries;

/// <summary>
/// Which of a file's dicts of tensors is the weights. The one that fits a network best is; of several that fit alike the
/// user says which. Names that begin alike in one flat dict count as a dict of their own, as safetensors files have it.
/// </summary>
internal static class EntryChoice
{
    /// <summary>The keys under which training scripts nest the weights: they decide where nothing fits a network.</summary>
    public static readonly IReadOnlyList<string> Wrappers = ["state_dict", "model", "model_state", "model_state_dict"];

    private const int MostListed = 12;

    /// <param name="file">The file that problems name.</param>
    /// <param name="groups">Its dicts with tensors; at least one.</param>
    /// <param name="entry">The name of one of them; null where the user gave none.</param>
    /// <exception cref="ProblemException">There is no such dict, or several fit alike.</exception>
    /// <exception cref="InvalidDataException">Without their prefixes two names of tensors are one.</exception>
    public static EntryCandidate<T> Choose<T>(string file, IReadOnlyList<TensorGroup<T>> groups, string? entry)
    {
        if (entry is not null)
        {
            return Named(groups, entry).Distinct(EntryCandidate<T>.ByContent).Take(2).ToList() switch
            {
                [] => throw Refused(file, $"has no entry '{entry}' but", All(groups)),
                [var named] => named,
                _ => throw new InvalidDataException($"has several dicts of the name '{entry}': none of them can be chosen"),
            };
        }

        var candidates = All(groups);
        if (candidates.Count == 0)
        {
            throw OneName();
        }

        var best = candidates.Max(candidate => candidate.Fit);
        var alike = candidates.Where(candidate => candidate.Fit == best).ToList();
        alike = [.. alike.Distinct(EntryCandidate<T>.ByContent)];
        if (alike is [var only])
        {
            return only;
        }

        return best == NetworkFit.None && alike.Where(candidate => Wrappers.Contains(candidate.Name)).ToList() is [var wrapped]
            ? wrapped
            : throw Refused(file, best == NetworkFit.None ? "holds several dicts of tensors, and none fits a network" : "holds several dicts of tensors that fit a network", alike);
    }

    private static List<EntryCandidate<T>> All<T>(IReadOnlyList<TensorGroup<T>> groups) => [.. groups.SelectMany(OfGroup)];

    private static IEnumerable<EntryCandidate<T>> OfGroup<T>(TensorGroup<T> group)
    {
        var whole = EntryCandidate<T>.Of(group);
        if (whole is not null)
        {
            yield return whole;
        }

        // One pass over the names, however many begin in their own way.
        foreach (var start in group.Tensors.Where(tensor => tensor.Name.Contains('.', StringComparison.Ordinal)).GroupBy(tensor => tensor.Name[..tensor.Name.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal))
        {
            if (Part(group, start.Key, start) is { Fit: not NetworkFit.None } part && (whole is null || !EntryCandidate<T>.ByContent.Equals(whole, part)))
            {
                yield return part;
            }
        }
    }

    // Keys of other types may read alike, as 1 and '1' do.
    private static IEnumerable<EntryCandidate<T>> Named<T>(IReadOnlyList<TensorGroup<T>> groups, string entry)
    {
        var named = groups.Where(group => group.Name == entry).ToList();
        return named.Count > 0
            ? named.Select(group => EntryCandidate<T>.Of(group) ?? throw OneName())
            : groups.Select(group => Below(group, group.Name == TensorGroup<T>.Top ? entry : Rest(entry, group.Name))).OfType<EntryCandidate<T>>().Take(1);
    }

    private static string Rest(string entry, string group) =>
        entry.StartsWith(group + ".", StringComparison.Ordinal) ? entry[(group.Length + 1)..] : "";

    // The part of a flat dict whose names begin alike; null where none do.
    private static EntryCandidate<T>? Below<T>(TensorGroup<T> group, string start)
    {
        var below = group.Tensors.Where(tensor => start.Length > 0 && tensor.Name.StartsWith(start + ".", StringComparison.Ordinal)).ToList();
        return below.Count == 0 ? null : Part(group, start, below);
    }

    private static EntryCandidate<T>? Part<T>(TensorGroup<T> group, string start, IEnumerable<NamedTensor<T>> tensors) =>
        EntryCandidate<T>.Of(new TensorGroup<T>(group.NameOf(start), [.. tensors.Select(tensor => tensor with { Name = tensor.Name[(start.Length + 1)..] })]));

    private static InvalidDataException OneName() => new($"has names with and without the prefix '{NamePrefixes.Parallel}', which become one");

    private static ProblemException Refused<T>(string file, string what, List<EntryCandidate<T>> candidates)
    {
        var more = candidates.Count > MostListed ? FormattableString.Invariant($" and {candidates.Count - MostListed} more") : "";
        var list = string.Join(", ", candidates.Take(MostListed)) + more;
        return new ProblemException(ProblemKind.InvalidInput, new Problem(
            file, $"{what}: {list}", "choose one with --entry NAME, in a spec with the backbone's key entry"));
    }
}

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
    /// <exception cref="InvalidDataException">Without their prefixes two names are one.</exception>
    public static EntryCandidate<T> Choose<T>(string file, IReadOnlyList<TensorGroup<T>> groups, string? entry)
    {
        if (entry is not null)
        {
            return Named(groups, entry) ?? throw Refused(file, $"has no entry '{entry}'", All(groups));
        }

        var candidates = All(groups);
        if (candidates.Count == 0)
        {
            throw new InvalidDataException($"has names with and without the prefix '{NamePrefixes.Parallel}', which become one");
        }

        var best = candidates.Max(candidate => candidate.Fit);
        var alike = candidates.Where(candidate => candidate.Fit == best).ToList();
        alike = [.. alike.Where((candidate, place) => !alike.Take(place).Any(candidate.HasSameContent))];
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

        var starts = group.Tensors.Select(tensor => tensor.Name.Split('.')).Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct(StringComparer.Ordinal);
        foreach (var start in starts)
        {
            if (Below(group, start) is { Fit: not NetworkFit.None } part && whole?.HasSameContent(part) != true)
            {
                yield return part;
            }
        }
    }

    private static EntryCandidate<T>? Named<T>(IReadOnlyList<TensorGroup<T>> groups, string entry)
    {
        var group = groups.FirstOrDefault(group => group.Name == entry);
        return group is not null
            ? EntryCandidate<T>.Of(group)
            : groups.Select(group => Below(group, group.Name == TensorGroup<T>.Top ? entry : Rest(entry, group.Name))).OfType<EntryCandidate<T>>().FirstOrDefault();
    }

    private static string Rest(string entry, string group) =>
        entry.StartsWith(group + ".", StringComparison.Ordinal) ? entry[(group.Length + 1)..] : "";

    // The part of a flat dict whose names begin alike; null where none do.
    private static EntryCandidate<T>? Below<T>(TensorGroup<T> group, string start)
    {
        var below = group.Tensors.Where(tensor => start.Length > 0 && tensor.Name.StartsWith(start + ".", StringComparison.Ordinal)).ToList();
        return below.Count == 0
            ? null
            : EntryCandidate<T>.Of(new TensorGroup<T>(group.NameOf(start), [.. below.Select(tensor => tensor with { Name = tensor.Name[(start.Length + 1)..] })]));
    }

    private static ProblemException Refused<T>(string file, string what, List<EntryCandidate<T>> candidates)
    {
        var more = candidates.Count > MostListed ? FormattableString.Invariant($" and {candidates.Count - MostListed} more") : "";
        var list = string.Join(", ", candidates.Take(MostListed)) + more;
        return new ProblemException(ProblemKind.InvalidInput, new Problem(
            file, $"{what}: {list}", "choose one with --entry NAME, in a spec with the backbone's key entry"));
    }
}

using LCam.Weights;

namespace LCam.Experiments.Adopting;

/// <summary>Intact: the backbone is the same in all snapshots, and is the one that was given; the attention moved.</summary>
internal static class IntegrityCheck
{
    private const int MostListed = 5;
    private const string Counts = "num_batches_tracked";

    public static IEnumerable<Finding> Find(PastRun run, string? weights)
    {
        var first = run.Snapshots[0];
        foreach (var (before, snapshot) in run.Snapshots.Zip(run.Snapshots.Skip(1)))
        {
            var names = Differing(first.Digests, snapshot.Digests, name => !AttentionEntries.Has(name));
            if (names.Count > 0)
            {
                yield return Of("adopted-backbone", snapshot.Name, $"expected the frozen backbone of {first.Name}, found others: {Told(names, first.File, snapshot.File)}");
            }

            foreach (var parameter in snapshot.Attention.Where(parameter => before.Digests.GetValueOrDefault(parameter.Name) == snapshot.Digests[parameter.Name]))
            {
                yield return Of("adopted-attention", $"{snapshot.Name}:{parameter.Name}", $"is bit for bit that of {before.Name}: nothing was trained between the two");
            }
        }

        if (weights is not null && Given(weights, first) is { } finding)
        {
            yield return finding;
        }
    }

    // A frozen network never looks at its counts of batches, and tools that convert weights change them.
    private static Finding? Given(string weights, PastSnapshot first)
    {
        using var given = WeightFile.Read(weights);
        var digests = given.ToDictionary(entry => entry.Key, entry => TensorDigest.Of(entry.Value), StringComparer.Ordinal);
        var names = Differing(digests, first.Digests, name => !AttentionEntries.Has(name) && !name.EndsWith(Counts, StringComparison.Ordinal));
        return names.Count == 0
            ? null
            : Of("adopted-weights", first.Name, $"expected the weights of {weights}, found others: {Told(names, weights, first.File)}");
    }

    private static List<string> Differing(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other, Func<string, bool> counts) =>
        [.. one.Keys.Union(other.Keys).Where(counts).Where(name => one.GetValueOrDefault(name) != other.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];

    private static string Told(List<string> names, string one, string other)
    {
        using var before = WeightFile.Read(one);
        using var after = WeightFile.Read(other);
        var more = names.Count > MostListed ? FormattableString.Invariant($" and {names.Count - MostListed} more") : "";
        return string.Join(", ", names.Take(MostListed).Select(name => $"{name} ({Difference(name, before, after)})")) + more;
    }

    private static string Difference(string name, StateDict before, StateDict after) => (before.TryGet(name, out var one), after.TryGet(name, out var other)) switch
    {
        (false, _) => "new",
        (_, false) => "missing",
        _ when one!.numel() != other!.numel() => "another shape",
        _ => FormattableString.Invariant($"by up to {TensorDigest.LargestDifference(one, other):g3}"),
    };

    private static Finding Of(string id, string subject, string evidence) =>
        new(id, AuditLevel.Integrity, FindingSeverity.Error, subject, evidence, "ask where the snapshot comes from: the reference trains the attention alone");
}

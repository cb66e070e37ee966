namespace LCam.Experiments.Specs.Yaml;

/// <summary>Lays one spec's tree over another's: maps are merged key by key, lists and single values replaced, and null removes.</summary>
internal static class SpecMerge
{
    public static SpecNode Over(SpecNode below, SpecNode above)
    {
        if (below is not MapNode { Entries: var lower } || above is not MapNode upper)
        {
            return above;
        }

        var given = upper.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var known = lower.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);

        // The order of what is extended stays: the first axis of a matrix is the slowest, wherever its values come from.
        return new MapNode(
            upper.Origin,
            [
                .. lower.Select(entry => given.TryGetValue(entry.Key, out var other) ? Merge(entry, other) : entry).OfType<MapEntry>(),
                .. upper.Entries.Where(entry => !known.Contains(entry.Key)),
            ]);
    }

    private static MapEntry? Merge(MapEntry below, MapEntry above) =>
        above.Value is ScalarNode { IsNull: true } ? null : above with { Value = Over(below.Value, above.Value) };
}

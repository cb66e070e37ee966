using LCam.Problems;

namespace LCam.Experiments.Specs.Yaml;

/// <summary>Makes a map of key-value pairs: duplicate keys are problems, merge keys (<c>&lt;&lt;</c>) fill in what is not given.</summary>
internal sealed class MapComposer(List<Problem> problems)
{
    private const string MergeKey = "<<";

    /// <summary>The path of a map's key, for messages.</summary>
    public static string Join(string path, SpecNode key)
    {
        var name = (key as ScalarNode)?.Text ?? "";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <param name="origin">Where the map starts.</param>
    /// <param name="path">Its key path; empty at the top.</param>
    /// <param name="pairs">What it holds, as written.</param>
    public MapNode Compose(SpecOrigin origin, string path, IEnumerable<(SpecNode Key, SpecNode Value)> pairs)
    {
        var own = new Dictionary<string, MapEntry>(StringComparer.Ordinal);
        var entries = new List<MapEntry>();
        var merged = new List<MapNode>();
        foreach (var (key, value) in pairs)
        {
            if (key is not ScalarNode { Text: var name, Origin: var place })
            {
                problems.Add(new Problem(key.Origin.ToString(), $"{key.Kind} cannot be a key"));
            }
            else if (name == MergeKey)
            {
                merged.AddRange(MapsToMerge(value));
            }
            else if (own.TryGetValue(name, out var first))
            {
                problems.Add(new Problem(place.Where(Join(path, key)), $"key '{name}' is given twice", $"it is first given at {first.Origin}"));
            }
            else
            {
                own[name] = new MapEntry(name, place, value);
                entries.Add(own[name]);
            }
        }

        // The first to give a key wins: the map itself, then the merged ones in order.
        entries.AddRange(merged.SelectMany(map => map.Entries).Where(entry => own.TryAdd(entry.Key, entry)));
        return new MapNode(origin, entries);
    }

    private IEnumerable<MapNode> MapsToMerge(SpecNode value)
    {
        foreach (var node in value is ListNode list ? list.Items : [value])
        {
            if (node is MapNode map)
            {
                yield return map;
            }
            else
            {
                problems.Add(new Problem(node.Origin.Where(MergeKey), $"only a map can be merged, and this is {node.Kind}"));
            }
        }
    }
}

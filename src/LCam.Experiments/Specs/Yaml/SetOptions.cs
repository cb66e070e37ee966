using LCam.Problems;

namespace LCam.Experiments.Specs.Yaml;

/// <summary>Applies <c>--set key.path=value</c> to a spec's tree, as if the file said so.</summary>
internal static class SetOptions
{
    public static SpecNode Apply(SpecNode root, IReadOnlyList<string> overrides, List<Problem> problems)
    {
        foreach (var text in overrides)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? text : text[..equals].Trim();
            var origin = SpecOrigin.OfSetOption(key);
            if (equals < 0 || key.Split('.').Any(segment => segment.Length == 0))
            {
                problems.Add(new Problem(origin.ToString(), "this is not of the form key.path=value", "for example --set training.epochs=2"));
            }
            else if (key.Split('.')[0] == SpecFiles.ExtendsKey)
            {
                problems.Add(new Problem(origin.ToString(), $"'{SpecFiles.ExtendsKey}' cannot be set: the files are merged before", "set the keys themselves, or write a spec that extends others"));
            }
            else if (YamlComposer.Compose(text[(equals + 1)..], _ => origin, problems) is { } value)
            {
                root = Set(root, Segments(key), new MapEntry("", origin, value), key, problems);
            }
        }

        return root;
    }

    // An axis is one key even where its name has dots: matrix.losses.area.
    private static string[] Segments(string key) => key.StartsWith("matrix.", StringComparison.Ordinal) ? key.Split('.', 2) : key.Split('.');

    private static SpecNode Set(SpecNode node, ReadOnlySpan<string> segments, MapEntry entry, string key, List<Problem> problems)
    {
        if (segments.IsEmpty)
        {
            return entry.Value;
        }

        var name = segments[0];
        var map = node switch
        {
            MapNode given => given,
            ScalarNode { IsNull: true } => new MapNode(entry.Origin, []),
            _ => null,
        };
        if (map is null)
        {
            problems.Add(new Problem(entry.Origin.ToString(), $"'{name}' cannot be set within {node.Kind}", $"the spec has {node.Kind} at {node.Origin}"));
            return node;
        }

        var child = map.Find(name) ?? new ScalarNode(entry.Origin, "", IsPlain: true);
        var changed = Set(child, segments[1..], entry, key, problems);
        var place = map.Entries.FirstOrDefault(known => known.Key == name)?.Origin;
        return map.With(new MapEntry(name, segments.Length > 1 && place is not null ? place : entry.Origin, changed));
    }
}

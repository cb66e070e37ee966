using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Yaml;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Compares a spec's tree with the table of keys: unknown and missing keys, types, ranges.</summary>
internal sealed class SpecValidator(ValueReader reader, List<Problem> problems)
{
    private readonly SpecValues _values = new();

    public SpecValues Validate(SpecNode root)
    {
        _values.Maps[""] = root.Origin;
        Map("", root, KeyTree.Root);
        return _values;
    }

    private void Map(string path, SpecNode node, KeyTree tree)
    {
        if (node is not MapNode map)
        {
            if (node is not ScalarNode { IsNull: true })
            {
                problems.Add(new Problem(node.Origin.Where(path), $"this is {node.Kind}, where a map of keys is expected"));
                return;
            }

            map = new MapNode(node.Origin, []);
        }

        foreach (var entry in map.Entries)
        {
            if (tree.Find(entry.Key) is { } child)
            {
                Child(Join(path, entry.Key), entry, tree, child);
            }
            else
            {
                Unknown(entry, path, "key", tree.Children.Keys);
            }
        }

        foreach (var (name, child) in tree.Children.Where(pair => pair.Value.Key is { Required: true } && map.Find(pair.Key) is null))
        {
            var place = _values.Maps[path].Where(Join(path, name));
            problems.Add(new Problem(place, $"'{name}' is missing", $"give {child.Key!.Rule.Expected}: {LowerFirst(child.Key.Meaning)}"));
        }
    }

    private void Child(string path, MapEntry entry, KeyTree parent, KeyTree tree)
    {
        if (tree.Key is { } key)
        {
            Leaf(path, key, entry);
            return;
        }

        _values.Maps[path] = entry.Origin;
        if (parent.Any is not null)
        {
            UserName(path, entry);
        }

        Map(path, entry.Value, tree);
    }

    private void UserName(string path, MapEntry entry)
    {
        var parent = path[..path.LastIndexOf(entry.Key, StringComparison.Ordinal)].TrimEnd('.');
        if (!_values.Names.TryGetValue(parent, out var names))
        {
            _values.Names[parent] = names = [];
        }

        names.Add(entry.Key);
        if (!ValueReader.IsName(entry.Key))
        {
            problems.Add(new Problem(entry.Origin.Where(path), $"'{entry.Key}' is not {ValueRule.Name.Expected}"));
        }
    }

    private void Leaf(string path, SpecKey key, MapEntry entry)
    {
        _values.Written.Add(path);
        switch (key.Shape)
        {
            case KeyShape.Single:
                if (reader.Read(path, key.Rule, entry.Value) is { } scalar)
                {
                    _values.Scalars[path] = scalar;
                }

                break;
            case KeyShape.List:
                _values.Maps[path] = entry.Origin;
                _values.Lists[path] = Items(path, key, entry.Value);
                break;
            default:
                _values.Maps[path] = entry.Origin;
                _values.Points[path] = Points(path, entry.Value);
                break;
        }
    }

    private List<SpecScalar> Items(string path, SpecKey key, SpecNode node)
    {
        if (node is ListNode { Items.Count: 0 } or ScalarNode { IsNull: true } && key.Segments[0] == "matrix")
        {
            problems.Add(new Problem(node.Origin.Where(path), "this axis has no values", $"give a list: each {key.Rule.Expected}"));
        }

        IReadOnlyList<SpecNode> items = node switch
        {
            ListNode list => list.Items,
            ScalarNode { IsNull: true } => [],
            _ => [node],
        };
        var scalars = new List<SpecScalar>();
        foreach (var (place, item) in items.Index())
        {
            if (item is MapNode map && key.ItemKeys.Count > 0)
            {
                Item(path, $"{path}[{place}]", key, map);
            }
            else if (reader.Read(path, key.Rule, item) is { } scalar)
            {
                scalars.Add(scalar);
            }
        }

        return scalars;
    }

    private void Item(string list, string path, SpecKey key, MapNode map)
    {
        var before = problems.Count;
        foreach (var entry in map.Entries)
        {
            var place = Join(path, entry.Key);
            if (key.ItemKeys.FirstOrDefault(known => known.Path == entry.Key) is not { } known)
            {
                Unknown(entry, path, "key", key.ItemKeys.Select(one => one.Path));
            }
            else if (reader.Read(place, known.Rule, entry.Value) is { } scalar)
            {
                _values.Scalars[place] = scalar;
            }
        }

        foreach (var missing in key.ItemKeys.Where(known => known.Required && map.Find(known.Path) is null))
        {
            problems.Add(new Problem(map.Origin.Where(Join(path, missing.Path)), $"'{missing.Path}' is missing", $"give {missing.Rule.Expected}: {LowerFirst(missing.Meaning)}"));
        }

        if (problems.Count == before)
        {
            if (!_values.Items.TryGetValue(list, out var items))
            {
                _values.Items.Add(list, items = []);
            }

            items.Add((path, map.Origin));
        }
    }

    private List<SpecPoint> Points(string path, SpecNode node)
    {
        if (node is ScalarNode { IsNull: true })
        {
            return [];
        }

        if (node is not ListNode list)
        {
            problems.Add(new Problem(node.Origin.Where(path), $"this is {node.Kind}, where a list of points is expected", "for example [ { variant: fm, loss: lcam } ]"));
            return [];
        }

        return [.. list.Items.Select((item, index) => Point($"{path}[{index}]", item)).OfType<SpecPoint>()];
    }

    private SpecPoint? Point(string path, SpecNode node)
    {
        if (node is not MapNode { Entries.Count: > 0 } map)
        {
            var kind = node is MapNode ? "an empty map" : node.Kind;
            problems.Add(new Problem(node.Origin.Where(path), $"this is {kind}, where a point is expected", "for example { variant: fm, loss: lcam }"));
            return null;
        }

        var axes = KeyTree.Root.Children["matrix"].Children;
        var values = new Dictionary<string, IReadOnlyList<SpecScalar>>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (axes.GetValueOrDefault(entry.Key)?.Key is not { Shape: KeyShape.List } axis)
            {
                Unknown(entry, path, "axis", axes.Where(pair => pair.Value.Key!.Shape == KeyShape.List).Select(pair => pair.Key));
                continue;
            }

            var place = Join(path, entry.Key);
            var isList = entry.Key == SpecKeys.PercentageAxis && entry.Value is ListNode { Items.Count: > 0 };
            var nodes = isList ? ((ListNode)entry.Value).Items : [entry.Value];
            values[entry.Key] = [.. nodes.Select(item => reader.Read(place, axis.Rule, item)).OfType<SpecScalar>()];
        }

        // A point that lost a value would match more than was meant.
        return values.Count == map.Entries.Count && values.Values.All(list => list.Count > 0) ? new SpecPoint(path, node.Origin, values) : null;
    }

    private void Unknown(MapEntry entry, string path, string kind, IEnumerable<string> known)
    {
        var names = known.ToList();
        var remedy = Suggestion.For(entry.Key, names) is { } near ? $"did you mean '{near}'?"
            : Elsewhere(entry.Key) is { } elsewhere ? $"did you mean '{elsewhere}'?"
            : $"known here: {string.Join(", ", names)}";
        problems.Add(new Problem(entry.Origin.Where(Join(path, entry.Key)), $"unknown {kind} '{entry.Key}'", remedy));
    }

    private static string? Elsewhere(string name) =>
        SpecKeys.All.FirstOrDefault(key => key.Segments[0] == "training" && key.Segments[^1] == name)?.Path;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string LowerFirst(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');
}

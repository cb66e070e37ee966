namespace LCam.Experiments.Specs.Keys;

/// <summary>The keys of <see cref="SpecKeys"/> as the tree that a spec's nodes are compared with.</summary>
internal sealed class KeyTree
{
    private readonly OrderedDictionary<string, KeyTree> _children = new(StringComparer.Ordinal);

    /// <summary>The definition when this is a leaf; null when it is a map.</summary>
    public SpecKey? Key { get; private set; }

    /// <summary>What stands under a name that the user chooses; null when names are fixed.</summary>
    public KeyTree? Any { get; private set; }

    public IReadOnlyDictionary<string, KeyTree> Children => _children;

    /// <summary>A spec's top.</summary>
    public static KeyTree Root { get; } = Build();

    public KeyTree? Find(string name) => Any ?? _children.GetValueOrDefault(name);

    private static KeyTree Build()
    {
        var root = new KeyTree();
        foreach (var key in SpecKeys.All)
        {
            key.Segments.Aggregate(root, (tree, segment) => tree.Child(segment)).Key = key;
        }

        return root;
    }

    private KeyTree Child(string segment)
    {
        if (segment == SpecKey.AnyName)
        {
            return Any ??= new KeyTree();
        }

        if (!_children.TryGetValue(segment, out var child))
        {
            _children[segment] = child = new KeyTree();
        }

        return child;
    }
}

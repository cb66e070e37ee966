namespace LCam.Experiments.Specs.Reading;

/// <summary>Everything that a spec gives and that is right by itself, by key path.</summary>
internal sealed class SpecValues
{
    public Dictionary<string, SpecScalar> Scalars { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<SpecScalar>> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>The maps among a list's items, by the list's path: each item's path, under which its scalars stand, and its place.</summary>
    public Dictionary<string, List<(string Path, SpecOrigin Origin)>> Items { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<SpecPoint>> Points { get; } = new(StringComparer.Ordinal);

    /// <summary>The maps that are there, empty ones too, and the names that users chose within them.</summary>
    public Dictionary<string, SpecOrigin> Maps { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys that are there, right or wrong.</summary>
    public HashSet<string> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that users chose, by the path of the map that holds them, in the order written.</summary>
    public Dictionary<string, List<string>> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Names under <c>backbones</c>, in the order written.</summary>
    public List<string> Backbones => NamesUnder("backbones");

    /// <summary>The spec's top.</summary>
    public SpecOrigin Top => Maps[""];

    /// <summary>Names that users chose under a path, in the order written.</summary>
    public List<string> NamesUnder(string path) => Names.GetValueOrDefault(path, []);

    /// <summary>The place of the nearest thing that is given: the key itself, or a map that it would be in.</summary>
    public string Where(string path)
    {
        for (var at = path; ; at = at[..Math.Max(0, at.LastIndexOf('.'))])
        {
            var origin = Scalars.GetValueOrDefault(at)?.Origin
                ?? Maps.GetValueOrDefault(at);
            if (origin is not null)
            {
                return origin.Where(path);
            }
        }
    }
}

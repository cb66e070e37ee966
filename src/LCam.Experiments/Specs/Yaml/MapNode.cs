namespace LCam.Experiments.Specs.Yaml;

/// <summary>Keys with values, in the order written; no key twice.</summary>
internal sealed record MapNode(SpecOrigin Origin, IReadOnlyList<MapEntry> Entries) : SpecNode(Origin)
{
    public override string Kind => "a map";

    public SpecNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>This map less one key.</summary>
    public MapNode Without(string key) => this with { Entries = [.. Entries.Where(entry => entry.Key != key)] };

    /// <summary>This map with one key's value replaced or added at the end.</summary>
    public MapNode With(MapEntry replacement)
    {
        var known = Entries.Any(entry => entry.Key == replacement.Key);
        return this with
        {
            Entries = known
                ? [.. Entries.Select(entry => entry.Key == replacement.Key ? replacement : entry)]
                : [.. Entries, replacement],
        };
    }
}

namespace LCam.Experiments.Specs;

/// <summary>The names of a registry's or an enumeration's values in specs.</summary>
internal sealed class Vocabulary<T>(params (string Name, T Value)[] words)
    where T : notnull
{
    private readonly Dictionary<string, T> _values = words.ToDictionary(word => word.Name, word => word.Value, StringComparer.Ordinal);
    private readonly Dictionary<T, string> _names = words.ToDictionary(word => word.Value, word => word.Name);

    /// <summary>The names, in their usual order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. words.Select(word => word.Name)];

    public T Parse(string name) => _values[name];

    public string NameOf(T value) => _names[value];
}

namespace LCam.Experiments.Specs;

/// <summary>The names of an enumeration's values in specs.</summary>
internal sealed class Vocabulary<T>(params (string Name, T Value)[] words)
    where T : struct, Enum
{
    public IReadOnlyList<string> Names { get; } = [.. words.Select(word => word.Name)];

    public bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    public T Parse(string name) => words.First(word => word.Name == name).Value;

    public string NameOf(T value) => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Name;
}

using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Takes values or their defaults, and notes each with where it comes from.</summary>
internal sealed class ValueResolver(SpecValues values)
{
    private readonly SortedDictionary<string, (string Text, string Origin)> _notes = new(StringComparer.Ordinal);

    public SpecValues Values => values;

    public List<Problem> UnresolvedPaths { get; } = [];

    public Dictionary<string, string> Resolved => _notes.ToDictionary(note => note.Key, note => note.Value.Text, StringComparer.Ordinal);

    public Dictionary<string, string> Origins => _notes.ToDictionary(note => note.Key, note => note.Value.Origin, StringComparer.Ordinal);

    public int Whole(string path, long fallback, string which = "default") => checked((int)Value(path, fallback, which));

    /// <summary>The value; without one, the default, noted as <paramref name="which"/>.</summary>
    public T Value<T>(string path, T fallback, string which = "default")
        where T : notnull
    {
        var given = values.Scalars.GetValueOrDefault(path);
        var value = given is null ? fallback : (T)given.Value;
        Note(path, SpecScalar.TextOf(value), given?.Origin ?? SpecOrigin.OfDefault(which));
        return value;
    }

    /// <summary>The value, or null.</summary>
    public T? Optional<T>(string path)
        where T : class
    {
        if (values.Scalars.GetValueOrDefault(path) is not { Value: T value } given)
        {
            return null;
        }

        Note(path, given.Text, given.Origin);
        if (value is SpecPath { Unresolved: { } problem })
        {
            UnresolvedPaths.Add(problem);
        }

        return value;
    }

    public int? OptionalWhole(string path) => values.Scalars.ContainsKey(path) ? Whole(path, 0) : null;

    /// <summary>A path that must be there; where it is not, that is already a problem and the path is empty.</summary>
    public SpecPath Path(string path) =>
        Optional<SpecPath>(path) ?? new SpecPath { Written = "", Resolved = null, Unresolved = null, Origin = values.Top, Where = path };

    /// <summary>The list's values, none twice.</summary>
    public IReadOnlyList<SpecScalar> List(string path)
    {
        var items = values.Lists.GetValueOrDefault(path, []).DistinctBy(item => item.Text).ToList();
        if (items.Count > 0)
        {
            Note(path, $"[{string.Join(", ", items.Select(item => item.Text))}]", items[0].Origin);
        }

        return items;
    }

    public void Note(string path, string text, SpecOrigin origin) => _notes[path] = (text, origin.ToString());
}

namespace LCam.Weights.Pickling;

/// <summary>A Python dict or one of its kinds: pairs in order. Among text keys the last of a name wins, in the first's place.</summary>
internal sealed class PickleDict
{
    private readonly List<KeyValuePair<object?, object?>> _pairs = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<object?, object?>> Pairs => _pairs;

    /// <summary>Its pairs are an object's attributes: the BUILD instruction adds to them.</summary>
    public bool IsNamespace { get; init; }

    /// <summary>The pairs whose key is text.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Named =>
        _pairs.Where(pair => pair.Key is string).Select(pair => KeyValuePair.Create((string)pair.Key!, pair.Value));

    public void Set(object? key, object? value)
    {
        if (key is string name)
        {
            if (_places.TryGetValue(name, out var place))
            {
                _pairs[place] = new KeyValuePair<object?, object?>(key, value);
                return;
            }

            _places.Add(name, _pairs.Count);
        }

        _pairs.Add(new KeyValuePair<object?, object?>(key, value));
    }

    public object? Find(string name) => _places.TryGetValue(name, out var place) ? _pairs[place].Value : null;
}

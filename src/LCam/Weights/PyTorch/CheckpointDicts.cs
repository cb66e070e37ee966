using System.Globalization;
using LCam.Weights.Entries;
using LCam.Weights.Pickling;

namespace LCam.Weights.PyTorch;

/// <summary>All dicts with tensors within what a training script saved, however deep.</summary>
internal static class CheckpointDicts
{
    // Far deeper than any script nests, and far longer than its names: a pickle may name one long text a million times, and
    // each name is joined of many.
    private const int Deepest = 32;
    private const int LongestName = 4096;

    /// <summary>The dicts in the file's order, each once, although a pickle may name one at several places or within itself.</summary>
    /// <exception cref="InvalidDataException">A name is too long.</exception>
    public static IReadOnlyList<(TensorGroup<TensorReference> Group, PickleDict Dict)> Of(PickleDict root)
    {
        var found = new List<(TensorGroup<TensorReference> Group, PickleDict Dict)>();
        Visit(root, [], found, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return found;
    }

    private static void Visit(object? value, List<string> keys, List<(TensorGroup<TensorReference> Group, PickleDict Dict)> found, HashSet<object> seen)
    {
        if (value is not (PickleDict or List<object?> or PickleTuple) || keys.Count > Deepest || !seen.Add(value))
        {
            return;
        }

        if (value is PickleDict dict)
        {
            NamedTensor<TensorReference>[] tensors =
            [
                .. dict.Named
                    .Where(pair => pair.Value is TensorReference)
                    .Select(pair => new NamedTensor<TensorReference>(pair.Key, ((TensorReference)pair.Value!).Shape, (TensorReference)pair.Value!)),
            ];
            if (tensors.Length > 0)
            {
                var length = keys.Sum(key => (long)key.Length + 1);
                if (Array.Exists(tensors, tensor => length + tensor.Name.Length > LongestName))
                {
                    throw new InvalidDataException($"has a tensor whose name, with those of the dicts around it, has more than {LongestName} characters");
                }

                found.Add((new TensorGroup<TensorReference>(keys.Count == 0 ? TensorGroup<TensorReference>.Top : string.Join('.', keys), tensors), dict));
            }
        }

        foreach (var (key, item) in Items(value))
        {
            keys.Add(key);
            Visit(item, keys, found, seen);
            keys.RemoveAt(keys.Count - 1);
        }
    }

    // A tuple or an object has no short name; it may be large, or hold itself.
    private static string Word(object? key) => key switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "True" : "False",
        null => "None",
        _ => "?",
    };

    private static IEnumerable<(string Key, object? Item)> Items(object value) => value switch
    {
        PickleDict dict => dict.Pairs.Select(pair => (Word(pair.Key), pair.Value)),
        PickleTuple tuple => tuple.Items.Select((item, place) => (place.ToString(CultureInfo.InvariantCulture), item)),
        _ => ((List<object?>)value).Select((item, place) => (place.ToString(CultureInfo.InvariantCulture), item)),
    };
}

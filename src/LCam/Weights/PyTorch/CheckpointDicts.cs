using System.Globalization;
using LCam.Weights.Entries;
using LCam.Weights.Pickling;

namespace LCam.Weights.PyTorch;

/// <summary>All dicts with tensors within what a training script saved, however deep.</summary>
internal static class CheckpointDicts
{
    // Far deeper than any script nests; names of endless depth would fill the memory.
    private const int Deepest = 32;

    /// <summary>The dicts in the file's order, each once, although a pickle may name one at several places or within itself.</summary>
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

    private static IEnumerable<(string Key, object? Item)> Items(object value) => value switch
    {
        PickleDict dict => dict.Pairs.Select(pair => (Convert.ToString(pair.Key, CultureInfo.InvariantCulture) ?? "", pair.Value)),
        PickleTuple tuple => tuple.Items.Select((item, place) => (place.ToString(CultureInfo.InvariantCulture), item)),
        _ => ((List<object?>)value).Select((item, place) => (place.ToString(CultureInfo.InvariantCulture), item)),
    };
}

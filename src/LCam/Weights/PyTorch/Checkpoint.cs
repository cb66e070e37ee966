using System.Globalization;
using LCam.Weights.Entries;
using LCam.Weights.Pickling;

namespace LCam.Weights.PyTorch;

/// <summary>The state dict within what a training script saved, and the readable values beside it.</summary>
internal sealed class Checkpoint
{
    private readonly Dictionary<string, TensorReference> _tensors = new(StringComparer.Ordinal);

    /// <param name="file">The file that problems name.</param>
    /// <param name="root">The pickle's value.</param>
    /// <param name="entry">Which dict to take; null where it is to be found.</param>
    /// <exception cref="InvalidDataException">The value holds no named tensors.</exception>
    /// <exception cref="Problems.ProblemException">Several dicts may be the weights, or none has the entry's name.</exception>
    public Checkpoint(string file, object? root, string? entry)
    {
        var top = root as PickleDict ?? throw new InvalidDataException("holds no state dict: its top is no dict");
        AddMetadata(top);
        var dicts = CheckpointDicts.Of(top);
        if (dicts.Count == 0)
        {
            var isEmpty = top.Pairs.Count == 0 || EntryChoice.Wrappers.Any(name => top.Find(name) is PickleDict { Pairs: [] });
            Entry = entry is null && isEmpty ? TensorGroup<TensorReference>.Top : throw new InvalidDataException("holds no state dict: its dict has no tensors");
            return;
        }

        var chosen = EntryChoice.Choose(file, [.. dicts.Select(dict => dict.Group)], entry);
        Entry = chosen.Name;
        Fit = chosen.Fit;
        foreach (var tensor in chosen.Tensors)
        {
            _tensors.Add(tensor.Name, tensor.Source);
            Names.Add(tensor.Name);
        }

        var taken = chosen.Tensors.Select(tensor => tensor.Source).ToHashSet();
        LeftOut = [.. dicts.SelectMany(dict => dict.Group.Tensors.Where(tensor => !taken.Contains(tensor.Source)).Select(tensor => dict.Group.NameOf(tensor.Name)))];
        AddMetadata(dicts.FirstOrDefault(dict => dict.Group.Name == chosen.Name).Dict ?? top);
    }

    /// <summary>The dict that was taken.</summary>
    public string Entry { get; }

    /// <summary>How well it fits a network.</summary>
    public NetworkFit Fit { get; }

    /// <summary>The entries in order, without prefixes.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The file's other tensors.</summary>
    public IReadOnlyList<string> LeftOut { get; } = [];

    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public TensorReference this[string name] => _tensors[name];

    public IReadOnlyList<TensorSummary> Summaries() =>
        [.. Names.Select(name => new TensorSummary(name, _tensors[name].Storage.DataType, _tensors[name].Shape))];

    private void AddMetadata(PickleDict dict)
    {
        foreach (var (name, value) in dict.Named)
        {
            if (Text(value) is { } text)
            {
                Metadata[name] = text;
            }
        }
    }

    private static string? Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}

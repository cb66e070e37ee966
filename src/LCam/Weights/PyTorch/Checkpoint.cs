using System.Globalization;
using LCam.Weights.Pickling;

namespace LCam.Weights.PyTorch;

/// <summary>The state dict within what a training script saved, and the readable values beside it.</summary>
internal sealed class Checkpoint
{
    private const string ParallelPrefix = "module.";

    // The keys under which training scripts nest the weights.
    private static readonly string[] Wrappers = ["state_dict", "model", "model_state", "model_state_dict"];

    private readonly Dictionary<string, TensorReference> _tensors = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The value holds no named tensors.</exception>
    public Checkpoint(object? root)
    {
        var top = root as PickleDict ?? throw new InvalidDataException("holds no state dict: its top is no dict");
        AddMetadata(top);
        var inner = Wrappers.Select(top.Find).OfType<PickleDict>().FirstOrDefault();
        if (inner is not null && !top.Named.Any(pair => pair.Value is TensorReference))
        {
            AddMetadata(inner);
            top = inner;
        }

        foreach (var (name, value) in top.Named)
        {
            if (value is TensorReference tensor)
            {
                Add(name.StartsWith(ParallelPrefix, StringComparison.Ordinal) ? name[ParallelPrefix.Length..] : name, tensor);
            }
        }

        if (Names.Count == 0 && top.Pairs.Count > 0)
        {
            throw new InvalidDataException("holds no state dict: its dict has no tensors");
        }
    }

    /// <summary>The entries in order, without DataParallel's prefix.</summary>
    public List<string> Names { get; } = [];

    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public TensorReference this[string name] => _tensors[name];

    public IReadOnlyList<TensorSummary> Summaries() =>
        [.. Names.Select(name => new TensorSummary(name, _tensors[name].Storage.DataType, _tensors[name].Shape))];

    private void Add(string name, TensorReference tensor)
    {
        if (!_tensors.TryAdd(name, tensor))
        {
            throw new InvalidDataException($"has '{name}' with and without the prefix '{ParallelPrefix}'");
        }

        Names.Add(name);
    }

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

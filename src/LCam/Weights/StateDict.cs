using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace LCam.Weights;

/// <summary>
/// Named tensors in order, on the CPU, with text beside them. It owns its tensors: no dispose scope ends their life,
/// and disposing it frees them.
/// </summary>
public sealed class StateDict : IDisposable, IReadOnlyCollection<KeyValuePair<string, torch.Tensor>>
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, torch.Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>The entries' names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    public int Count => _names.Count;

    /// <summary>Text that travels with the weights, such as the epoch. Keys are ordered when written.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensor of that name; it stays this object's.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public torch.Tensor this[string name] =>
        _tensors.TryGetValue(name, out var tensor) ? tensor : throw new KeyNotFoundException($"the weights have no entry '{name}'");

    /// <summary>A copy of a module's parameters and persistent buffers: contiguous, on the CPU, in its order.</summary>
    public static StateDict CopyOf(torch.nn.Module module)
    {
        var copy = new StateDict();
        using var noGradients = torch.no_grad();
        foreach (var (name, tensor) in module.state_dict())
        {
            copy.AddCopy(name, tensor);
        }

        return copy;
    }

    public bool Contains(string name) => _tensors.ContainsKey(name);

    public bool TryGet(string name, [NotNullWhen(true)] out torch.Tensor? tensor) => _tensors.TryGetValue(name, out tensor);

    /// <summary>Appends an entry and takes the tensor over.</summary>
    /// <exception cref="ArgumentException">The name is taken, the tensor is not on the CPU, or its type is none that weight files hold.</exception>
    public void Add(string name, torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU || !DataTypes.IsSupported(tensor.dtype))
        {
            throw new ArgumentException($"'{name}' is a {tensor.dtype} on {tensor.device_type}", nameof(tensor));
        }

        _tensors.Add(name, tensor.DetachFromDisposeScope());
        _names.Add(name);
    }

    /// <summary>Appends a contiguous CPU copy of a tensor of any device; the tensor stays its owner's.</summary>
    public void AddCopy(string name, torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        Add(name, tensor.detach().cpu().contiguous().clone());
    }

    /// <summary>Name, type and shape of each entry.</summary>
    public IReadOnlyList<TensorSummary> Summaries() =>
        [.. _names.Select(name => new TensorSummary(name, _tensors[name].dtype, [.. _tensors[name].shape]))];

    public IEnumerator<KeyValuePair<string, torch.Tensor>> GetEnumerator() =>
        _names.Select(name => KeyValuePair.Create(name, _tensors[name])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }

        _tensors.Clear();
        _names.Clear();
    }
}

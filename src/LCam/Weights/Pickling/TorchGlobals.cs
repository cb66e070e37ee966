using System.Text;

namespace LCam.Weights.Pickling;

/// <summary>The names that a state dict's pickle may use, and what each makes. Nothing else exists.</summary>
internal static class TorchGlobals
{
    private const string Tensor = "torch._utils._rebuild_tensor";
    private const string TensorV2 = "torch._utils._rebuild_tensor_v2";
    private const string Parameter = "torch._utils._rebuild_parameter";
    private const string OrderedDict = "collections.OrderedDict";
    private const string Size = "torch.Size";
    private const string Encode = "_codecs.encode";
    private const string NumpyDataType = "numpy.dtype";

    private static readonly HashSet<string> Sets = ["builtins.set", "__builtin__.set", "builtins.frozenset", "__builtin__.frozenset"];
    private static readonly HashSet<string> NumpyScalars = ["numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"];

    private static readonly HashSet<string> Known =
    [
        Tensor, TensorV2, Parameter, OrderedDict, Size, Encode, NumpyDataType, .. Sets, .. NumpyScalars,
        .. DataTypes.Supported.Select(type => $"torch.{DataTypes.StorageName(type)}"),
        .. DataTypes.Supported.Select(type => $"torch.{DataTypes.TorchName(type)}"),
    ];

    /// <exception cref="InvalidDataException">The name is not one that a state dict needs.</exception>
    public static PickleGlobal Find(string module, string name)
    {
        var global = new PickleGlobal(module, name);

        // A dotted name could make one allowed name out of parts that are not.
        return Known.Contains(global.ToString()) && !name.Contains('.')
            ? global
            : throw new InvalidDataException($"asks for '{global}', which no state dict needs; nothing of it was executed");
    }

    /// <summary>The REDUCE and NEWOBJ instructions.</summary>
    public static object Call(object? callable, object? arguments)
    {
        if (callable is not PickleGlobal global || arguments is not PickleTuple { Items: var items })
        {
            throw new InvalidDataException("has a pickle that calls something that is no name");
        }

        return (global.ToString(), items) switch
        {
            (Tensor or TensorV2, [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, ..]) =>
                new TensorReference(storage, offset, shape.Numbers(), strides.Numbers()),
            (Parameter, [TensorReference tensor, ..]) => tensor,
            (OrderedDict, []) => new PickleDict(),
            (OrderedDict, [List<object?> pairs]) => FromPairs(pairs),
            (Size, [PickleTuple size]) => size,
            (Encode, [string text, "latin1" or "latin-1"]) => Encoding.Latin1.GetBytes(text),
            (NumpyDataType, [string code, ..]) => new NumpyType(code),
            (var name, [NumpyType type, byte[] bytes]) when NumpyScalars.Contains(name) => type.Scalar(bytes),
            (var name, [NumpyType type, string text]) when NumpyScalars.Contains(name) => type.Scalar(Encoding.Latin1.GetBytes(text)),
            (var name, [] or [List<object?>]) when Sets.Contains(name) => new PickleTuple(items is [List<object?> list] ? [.. list] : []),
            var (name, _) => throw new InvalidDataException($"calls '{name}' with arguments that it does not have in a state dict"),
        };
    }

    /// <summary>The BUILD instruction: sets attributes. None matters here, so none is kept.</summary>
    public static void Build(object? target, object? state)
    {
        var bigEndian = target is NumpyType && state is PickleTuple { Items: [_, ">", ..] };
        if (target is not (PickleDict or NumpyType) || bigEndian)
        {
            throw new InvalidDataException("has a pickle that sets the state of an object that no state dict has");
        }
    }

    /// <summary>The BINPERSID instruction: a storage.</summary>
    public static StorageReference Storage(object? identity)
    {
        if (identity is PickleTuple { Items: ["storage", PickleGlobal { Module: "torch" } type, string key, string, long count, .. var rest] }
            && count >= 0
            && DataTypes.FromStorage(type.Name) is { } dataType)
        {
            return rest switch
            {
                [] or [null] => new StorageReference(key, dataType, count, 0, count),
                [PickleTuple { Items: [string, long offset, long viewCount] }] => new StorageReference(key, dataType, count, offset, viewCount),
                _ => throw new InvalidDataException("has a storage view in its pickle that is none"),
            };
        }

        throw new InvalidDataException(identity is PickleTuple { Items: ["module", ..] }
            ? "holds a whole pickled model, not a state dict"
            : "has a reference in its pickle that is no storage");
    }

    private static PickleDict FromPairs(List<object?> pairs)
    {
        var dict = new PickleDict();
        foreach (var pair in pairs)
        {
            var items = pair as List<object?> ?? (pair as PickleTuple)?.Items as IReadOnlyList<object?>;
            if (items is not [var key, var value])
            {
                throw new InvalidDataException("has an OrderedDict in its pickle that is not made of pairs");
            }

            dict.Set(key, value);
        }

        return dict;
    }
}

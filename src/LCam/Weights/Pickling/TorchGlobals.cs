using System.Text;

namespace LCam.Weights.Pickling;

/// <summary>The names that a checkpoint's pickle may use, and what each makes. Nothing else exists.</summary>
internal static class TorchGlobals
{
    private const string Tensor = "torch._utils._rebuild_tensor";
    private const string TensorV2 = "torch._utils._rebuild_tensor_v2";
    private const string Parameter = "torch._utils._rebuild_parameter";
    private const string ParameterWithState = "torch._utils._rebuild_parameter_with_state";
    private const string Subclass = "torch._tensor._rebuild_from_type_v2";
    private const string OrderedDict = "collections.OrderedDict";
    private const string Size = "torch.Size";
    private const string Encode = "_codecs.encode";
    private const string NumpyDataType = "numpy.dtype";

    private static readonly HashSet<string> NumpyScalars = ["numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"];

    private static readonly HashSet<string> Known =
    [
        Tensor, TensorV2, Parameter, ParameterWithState, Subclass, OrderedDict, Size, Encode, NumpyDataType, .. NumpyScalars, .. DataGlobals.Names,
        .. DataTypes.Supported.Select(type => $"torch.{DataTypes.StorageName(type)}"),
        .. DataTypes.Supported.Select(type => $"torch.{DataTypes.TorchName(type)}"),
    ];

    /// <exception cref="ForeignContentException">The name is not one that a state dict, or plain data beside it, needs.</exception>
    public static PickleGlobal Find(string module, string name)
    {
        var global = new PickleGlobal(module, name);

        // A dotted name could make one allowed name out of parts that are not.
        return Known.Contains(global.ToString()) && !name.Contains('.')
            ? global
            : throw new ForeignContentException($"asks for '{global}', which no state dict needs; nothing of it was executed");
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
            (Parameter or ParameterWithState, [TensorReference tensor, ..]) => tensor,
            (Subclass, [PickleGlobal rebuild, PickleGlobal, PickleTuple of, ..]) when rebuild.ToString() is Tensor or TensorV2 => Call(rebuild, of),
            (OrderedDict, []) => new PickleDict(),
            (OrderedDict, [List<object?> pairs]) => FromPairs(pairs),
            (Size, [PickleTuple size]) => size,
            (Encode, [string text, "latin1" or "latin-1"]) => Encoding.Latin1.GetBytes(text),
            (NumpyDataType, [string code, ..]) => new NumpyType(code),
            (var name, [NumpyType type, byte[] bytes]) when NumpyScalars.Contains(name) => type.Scalar(bytes),
            (var name, [NumpyType type, string text]) when NumpyScalars.Contains(name) => type.Scalar(Encoding.Latin1.GetBytes(text)),
            var (name, _) => DataGlobals.Call(name, items) ?? throw new InvalidDataException($"calls '{name}' with arguments that it does not have in a state dict"),
        };
    }

    /// <summary>The BUILD instruction: sets attributes. Those of a namespace are its data; no others matter here.</summary>
    public static void Build(object? target, object? state)
    {
        var bigEndian = target is NumpyType && state is PickleTuple { Items: [_, ">", ..] };
        if (target is not (PickleDict or NumpyType or PickleObject) || bigEndian)
        {
            throw new InvalidDataException("has a pickle that sets the state of an object that no state dict has");
        }

        if (target is PickleDict { IsNamespace: true } space && state is PickleDict attributes)
        {
            foreach (var (key, value) in attributes.Pairs)
            {
                space.Set(key, value);
            }
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

        throw identity is PickleTuple { Items: ["module", ..] }
            ? new ForeignContentException("holds a whole pickled model, not a state dict")
            : new InvalidDataException("has a reference in its pickle that is no storage");
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

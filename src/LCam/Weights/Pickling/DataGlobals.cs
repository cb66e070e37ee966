namespace LCam.Weights.Pickling;

/// <summary>
/// Names of plain values that public training scripts save beside the weights: arguments, counters, paths, dates, numpy
/// arrays. Each becomes data here. Nothing is looked up or called, so a name on this list can do no harm.
/// </summary>
internal static class DataGlobals
{
    // A path beyond this is none; nothing that is made of parts may grow with each call.
    private const int LongestPath = 4096;

    private static readonly HashSet<string> Bytes = [.. Builtins("bytes", "bytearray")];
    private static readonly HashSet<string> Types =
    [
        .. Builtins("object", "int", "long", "float", "bool", "str", "unicode", "list", "dict", "tuple"),
        .. Numpy("float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool_", "ndarray"),
        "torch.Tensor", "torch.nn.parameter.Parameter",
    ];

    // Objects whose attributes come by the BUILD instruction.
    private static readonly HashSet<string> Namespaces = ["argparse.Namespace", "types.SimpleNamespace"];
    private static readonly HashSet<string> Reconstructors = ["copy_reg._reconstructor", "copyreg._reconstructor"];

    private static readonly HashSet<string> Paths =
    [
        .. from module in new[] { "pathlib", "pathlib._local" }
           from name in new[] { "Path", "PurePath", "PosixPath", "PurePosixPath", "WindowsPath", "PureWindowsPath" }
           select $"{module}.{name}",
    ];

    private static readonly HashSet<string> Opaque =
    [
        "datetime.datetime", "datetime.date", "datetime.time", "datetime.timedelta", "datetime.timezone", "decimal.Decimal", "fractions.Fraction",
        "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
        "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer",
        .. Builtins("set", "frozenset", "complex", "range", "xrange", "slice"),
    ];

    /// <summary>Every name of the list.</summary>
    public static IEnumerable<string> Names =>
    [
        .. Bytes, .. Types, .. Namespaces, .. Reconstructors, .. Paths, .. Opaque,
        "collections.Counter", "collections.defaultdict", "collections.deque", "torch.device",
    ];

    /// <summary>The value that a call of the name makes; null where the call is none that pickles of such values have.</summary>
    public static object? Call(string name, object?[] arguments) => (name, arguments) switch
    {
        ("collections.Counter", []) => new PickleDict(),
        ("collections.Counter", [PickleDict counts]) => counts,
        ("collections.defaultdict", [] or [null or PickleGlobal]) => new PickleDict(),
        ("collections.deque", []) => new List<object?>(),
        ("collections.deque", [List<object?> items, ..]) => items,
        ("collections.deque", [PickleTuple { Items: [] }, ..]) => new List<object?>(),
        ("torch.device", [string type]) => type,
        ("torch.device", [string type, long index]) => FormattableString.Invariant($"{type}:{index}"),
        (_, []) when Bytes.Contains(name) => Array.Empty<byte>(),
        (_, [byte[] bytes]) when Bytes.Contains(name) => bytes,
        (_, []) when Namespaces.Contains(name) => new PickleDict { IsNamespace = true },
        (_, [PickleGlobal type, PickleGlobal, null]) when Reconstructors.Contains(name) => Call(type.ToString(), []),
        _ when Paths.Contains(name) => Path(arguments, name.Contains("Windows", StringComparison.Ordinal) ? '\\' : '/'),
        _ when Opaque.Contains(name) => new PickleObject(name),
        _ => null,
    };

    // The first part of an absolute path ends with a separator itself.
    private static string? Path(object?[] parts, char separator) =>
        parts.All(part => part is string) && parts.Sum(part => (long)((string)part!).Length + 1) <= LongestPath
            ? string.Join(separator, parts).Replace(new string(separator, 2), separator.ToString(), StringComparison.Ordinal)
            : null;

    private static IEnumerable<string> Builtins(params string[] names) => names.SelectMany(name => new[] { $"builtins.{name}", $"__builtin__.{name}" });

    private static IEnumerable<string> Numpy(params string[] names) => names.Select(name => $"numpy.{name}");
}

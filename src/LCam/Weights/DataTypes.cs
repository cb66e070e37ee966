using Type = TorchSharp.torch.ScalarType;

namespace LCam.Weights;

/// <summary>The element types that weight files may hold, and their names in each format.</summary>
internal static class DataTypes
{
    private static readonly (Type Type, int Size, string Safetensors, string Torch, string Storage)[] All =
    [
        (Type.Float16, 2, "F16", "float16", "HalfStorage"),
        (Type.BFloat16, 2, "BF16", "bfloat16", "BFloat16Storage"),
        (Type.Float32, 4, "F32", "float32", "FloatStorage"),
        (Type.Float64, 8, "F64", "float64", "DoubleStorage"),
        (Type.Int8, 1, "I8", "int8", "CharStorage"),
        (Type.Byte, 1, "U8", "uint8", "ByteStorage"),
        (Type.Int16, 2, "I16", "int16", "ShortStorage"),
        (Type.Int32, 4, "I32", "int32", "IntStorage"),
        (Type.Int64, 8, "I64", "int64", "LongStorage"),
        (Type.Bool, 1, "BOOL", "bool", "BoolStorage"),
    ];

    public static IEnumerable<Type> Supported => All.Select(row => row.Type);

    public static bool IsSupported(Type type) => All.Any(row => row.Type == type);

    public static int Size(Type type) => Row(type).Size;

    public static string SafetensorsName(Type type) => Row(type).Safetensors;

    public static string TorchName(Type type) => Row(type).Torch;

    public static string StorageName(Type type) => Row(type).Storage;

    public static Type? FromSafetensors(string name) => Find(row => row.Safetensors == name);

    public static Type? FromTorch(string name) => Find(row => row.Torch == name);

    public static Type? FromStorage(string name) => Find(row => row.Storage == name);

    private static (Type Type, int Size, string Safetensors, string Torch, string Storage) Row(Type type)
    {
        var index = Array.FindIndex(All, row => row.Type == type);
        return index >= 0 ? All[index] : throw new ArgumentException($"weight files hold no {type}", nameof(type));
    }

    private static Type? Find(Predicate<(Type Type, int Size, string Safetensors, string Torch, string Storage)> match)
    {
        var index = Array.FindIndex(All, match);
        return index >= 0 ? All[index].Type : null;
    }
}

using System.Globalization;
using TorchSharp;

namespace LCam.Weights;

/// <summary>One entry of a weight file without its numbers.</summary>
/// <param name="Name">The entry's name in the state dict.</param>
/// <param name="DataType">The element type in the file.</param>
/// <param name="Shape">The dimensions; empty for a scalar.</param>
public sealed record TensorSummary(string Name, torch.ScalarType DataType, IReadOnlyList<long> Shape)
{
    /// <summary>How many numbers the entry holds; 1 for a scalar.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>How many bytes its numbers take.</summary>
    public long ByteCount => ElementCount * DataTypes.Size(DataType);

    /// <summary>The type's name as PyTorch prints it, for example <c>float32</c>.</summary>
    public string DataTypeName => DataTypes.TorchName(DataType);

    /// <summary>The shape as text, for example <c>64x3x7x7</c>; <c>scalar</c> without dimensions.</summary>
    public string ShapeText => Text(Shape);

    public override string ToString() => $"{Name} {DataTypeName} {ShapeText}";

    internal static string Text(IReadOnlyList<long> shape) =>
        shape.Count == 0 ? "scalar" : string.Join('x', shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}

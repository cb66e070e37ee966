namespace LCam.Weights.Pickling;

/// <summary>A Python tuple; torch.Size too.</summary>
internal sealed class PickleTuple(object?[] items)
{
    public object?[] Items { get; } = items;

    /// <summary>The items as whole numbers.</summary>
    /// <exception cref="InvalidDataException">One is none.</exception>
    public long[] Numbers() =>
        [.. Items.Select(item => item is long number ? number : throw new InvalidDataException("has a tensor whose shape is not made of whole numbers"))];
}

namespace LCam.Weights.Pickling;

/// <summary>A tensor as a pickle describes it: a strided view of a storage, whose numbers lie elsewhere in the file.</summary>
/// <param name="Storage">Where the numbers are.</param>
/// <param name="Offset">The first element within <paramref name="Storage"/>.</param>
/// <param name="Shape">The dimensions; empty for a scalar.</param>
/// <param name="Strides">The distance between neighbours of each dimension, in elements.</param>
internal sealed record TensorReference(StorageReference Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>Whether both are the same numbers of the file.</summary>
    public bool Equals(TensorReference? other) => other is not null
        && Storage == other.Storage && Offset == other.Offset && Shape.AsSpan().SequenceEqual(other.Shape) && Strides.AsSpan().SequenceEqual(other.Strides);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Storage);
        hash.Add(Offset);
        foreach (var number in Shape.Concat(Strides))
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }

    /// <summary>What is wrong with it, or null.</summary>
    public string? Wrong()
    {
        if (TensorData.ElementCount(Shape) is not { } elements)
        {
            return $"has an impossible shape: {TensorSummary.Text(Shape)}";
        }

        if (Strides.Length != Shape.Length || Strides.Any(stride => stride < 0) || Offset < 0)
        {
            return "has impossible strides or an impossible offset";
        }

        if (Storage.Offset < 0 || Storage.Count < 0 || (Int128)Storage.Offset + Storage.Count > Storage.RootCount)
        {
            return "is part of a storage view that lies outside its storage";
        }

        Int128 last = Offset;
        for (var axis = 0; axis < Shape.Length; axis++)
        {
            last += (Int128)(Shape[axis] - 1) * Strides[axis];
        }

        return elements > 0 && last >= Storage.Count
            ? $"reaches beyond its storage: element {last} of {Storage.Count}"
            : null;
    }

    /// <summary>Whether it is exactly its whole storage, in order.</summary>
    public bool IsWholeStorage()
    {
        long expected = 1;
        for (var axis = Shape.Length - 1; axis >= 0; axis--)
        {
            if (Shape[axis] != 1 && Strides[axis] != expected)
            {
                return false;
            }

            expected *= Shape[axis];
        }

        return Offset == 0 && Storage.Offset == 0 && expected == Storage.RootCount;
    }
}

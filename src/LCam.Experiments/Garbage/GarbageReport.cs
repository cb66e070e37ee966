namespace LCam.Experiments.Garbage;

/// <summary>What a store can do without.</summary>
public sealed record GarbageReport(IReadOnlyList<GarbageItem> Items)
{
    /// <summary>What stays for tags alone: runs that have one, and the others of their cells.</summary>
    public IReadOnlyList<GarbageItem> Kept { get; init; } = [];

    public long Bytes { get; } = Items.Sum(item => item.Bytes);
}

namespace LCam.Experiments.Garbage;

/// <summary>What a store can do without.</summary>
public sealed record GarbageReport(IReadOnlyList<GarbageItem> Items)
{
    public long Bytes { get; } = Items.Sum(item => item.Bytes);
}

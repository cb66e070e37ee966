namespace LCam.Experiments.Garbage;

/// <summary>Something in a store that nothing refers to.</summary>
/// <param name="What">The stage or the folder, for people.</param>
/// <param name="Why">Why nothing needs it.</param>
/// <param name="Folder">The folder that goes with it, relative to the store.</param>
/// <param name="Bytes">Of its files.</param>
/// <param name="RunId">The run whose rows go with it; null where the store has none.</param>
public sealed record GarbageItem(string What, string Why, string Folder, long Bytes, string? RunId);

namespace LCam.Images;

/// <summary>What tells, without reading it, that a file has not changed.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedUtcTicks">Last modification, in ticks of 100 ns since year 1, UTC.</param>
public sealed record FileStamp(string Path, long Size, long ModifiedUtcTicks);

namespace LCam.Images;

/// <summary>The hashes of a lock for the images of a folder, then those that are remembered elsewhere.</summary>
/// <param name="images">What the lock's paths are relative to.</param>
public sealed class LockedHashes(DataLock data, string images, IContentHashCache? others) : IContentHashCache
{
    private readonly string _start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(images)) + Path.DirectorySeparatorChar;

    public string? Find(FileStamp stamp) =>
        (stamp.Path.StartsWith(_start, StringComparison.Ordinal) ? data.Find(stamp.Path[_start.Length..], stamp.Size, stamp.ModifiedUtcTicks) : null) ?? others?.Find(stamp);

    public void Add(FileStamp stamp, string hash) => others?.Add(stamp, hash);
}

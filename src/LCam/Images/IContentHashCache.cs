namespace LCam.Images;

/// <summary>Remembers content hashes between runs. Called from several threads at once.</summary>
public interface IContentHashCache
{
    /// <summary>The known hash of the file with this stamp; null when there is none.</summary>
    string? Find(FileStamp stamp);

    /// <summary>Remembers a hash.</summary>
    void Add(FileStamp stamp, string hash);
}

namespace LCam.Experiments.Store;

/// <summary>A run that the reference's own scripts made, as the store has it.</summary>
public sealed record AdoptedRun
{
    /// <summary>What all ids begin with: no other run's does.</summary>
    public const string Prefix = "adopted-";

    // As many as nobody finds other files for.
    private const int Digits = 24;

    /// <summary><see cref="Prefix"/> and the first 24 digits of the hash of all its files' hashes.</summary>
    public required string Id { get; init; }

    /// <summary>What its user calls it.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset Adopted { get; init; }

    /// <summary>Settings, snapshots, claims, findings, and what is unknown; canonical JSON.</summary>
    public required string Record { get; init; }

    /// <summary>By role, then by name.</summary>
    public required IReadOnlyList<AdoptedFile> Files { get; init; }

    /// <summary>By line, then by name.</summary>
    public required IReadOnlyList<AdoptedMetric> Metrics { get; init; }

    public static string IdOf(string identity) => Prefix + identity[..Digits];
}

/// <summary>A file of an adopted run.</summary>
/// <param name="Role">As <c>snapshot</c>, <c>record</c>, <c>training-list</c>.</param>
/// <param name="Name">The file's name where it was found.</param>
/// <param name="Path">Where it was found; absolute.</param>
/// <param name="Kept">Whether the store has a copy, under the hash.</param>
public sealed record AdoptedFile(string Role, string Name, string Sha256, long Bytes, string Path, bool Kept)
{
    /// <summary>The folder of all copies, in the store.</summary>
    public const string Folder = "adopted";

    public const string SnapshotRole = "snapshot";

    /// <summary>The copy's path, relative to the store.</summary>
    public string Copy => $"{Folder}/{Sha256}{(Role == SnapshotRole ? ".pth.tar" : ".txt")}";
}

/// <summary>A number of the training's record.</summary>
/// <param name="Line">Of the record, 1-based.</param>
/// <param name="Epoch">0-based.</param>
/// <param name="Value">Null where it is not finite.</param>
public sealed record AdoptedMetric(long Line, long Epoch, string Name, double? Value);

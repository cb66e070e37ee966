using System.Collections.Concurrent;

namespace LCam.Images;

/// <summary>The identities of sets that this process has hashed already: of a million images even looking whether they changed takes its time.</summary>
public sealed class HashedSets
{
    private readonly ConcurrentDictionary<(string Folder, string List, int? Limit, string? Masks), HashedSet> _known = [];

    /// <summary>What is known of a list's images, or of their masks; null where nothing is.</summary>
    public HashedSet? Find(string folder, string list, int? limit, string? masks) => _known.GetValueOrDefault((folder, list, limit, masks));

    public void Add(string folder, string list, int? limit, string? masks, HashedSet set) => _known[(folder, list, limit, masks)] = set;
}

/// <summary>A set's size and identities.</summary>
/// <param name="Labels">As <see cref="ImageSetHash.OfLabels"/>.</param>
/// <param name="Root">As <see cref="ImageSetHash.Compute"/>.</param>
public sealed record HashedSet(int Count, string Labels, string Root);

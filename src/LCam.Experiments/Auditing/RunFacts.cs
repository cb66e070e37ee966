using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>What a run's rows say, read once. Of a hundred thousand runs all are in memory: nothing is made before it is needed.</summary>
internal sealed class RunFacts
{
    private List<(string Table, Digest Digest)>? _digests;
    private List<double>? _percentages;
    private List<EpochFacts>? _epochs;

    /// <summary>The digests of its rows, by the name of the table in digests; tables without any are left out.</summary>
    public IReadOnlyList<(string Table, Digest Digest)> Digests => _digests ?? (IReadOnlyList<(string, Digest)>)[];

    /// <summary>Images that it measured.</summary>
    public int Images { get; set; }

    /// <summary>SHA-256 over the images' paths and labels, in order; null where it measured none.</summary>
    public Digest? ListDigest { get; set; }

    /// <summary>The percentages that it measured at, ascending.</summary>
    public IReadOnlyList<double> Percentages => _percentages ?? (IReadOnlyList<double>)[];

    /// <summary>The first confidence that cannot be one.</summary>
    public string? ImpossibleConfidence { get; set; }

    /// <summary>The first image that lacks a score, or score that lacks an image.</summary>
    public string? Gap { get; set; }

    /// <summary>The summary beside the scores and what they amount to, where the two differ; null for the one that is not there.</summary>
    public (string? Kept, string? Expected)? SummaryDifference { get; set; }

    /// <summary>Training steps, of which each has a loss.</summary>
    public long Steps { get; set; }

    /// <summary>The first step that is not where the one before it leads.</summary>
    public string? StrayStep { get; set; }

    /// <summary>The epochs of a training, ascending.</summary>
    public IReadOnlyList<EpochFacts> Epochs => _epochs ?? (IReadOnlyList<EpochFacts>)[];

    /// <summary>The digest of its rows in a table; null where it has none.</summary>
    public Digest? DigestOf(string table)
    {
        foreach (var (name, digest) in Digests)
        {
            if (name == table)
            {
                return digest;
            }
        }

        return null;
    }

    public void Add(string table, Digest digest) => (_digests ??= []).Add((table, digest));

    public void Add(double percentage) => (_percentages ??= []).Add(percentage);

    /// <summary>The facts of an epoch, whose steps come one after the other.</summary>
    public EpochFacts Epoch(int epoch)
    {
        _epochs ??= [];
        if (_epochs.Count == 0 || _epochs[^1].Epoch != epoch)
        {
            _epochs.Add(new EpochFacts { Epoch = epoch });
        }

        return _epochs[^1];
    }
}

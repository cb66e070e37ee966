namespace LCam.Experiments.Auditing;

/// <summary>What a run's rows say, read once.</summary>
internal sealed class RunFacts
{
    /// <summary>The digests of its rows, by table.</summary>
    public Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>Images that it measured.</summary>
    public int Images { get; set; }

    /// <summary>SHA-256 over the images' paths and labels, in order.</summary>
    public string? ListDigest { get; set; }

    /// <summary>The percentages that it measured at, ascending.</summary>
    public List<double> Percentages { get; } = [];

    /// <summary>The first confidence that cannot be one.</summary>
    public string? ImpossibleConfidence { get; set; }

    /// <summary>The first image that lacks a score, or score that lacks an image.</summary>
    public string? Gap { get; set; }

    /// <summary>What the scores amount to, as the text that is kept beside them.</summary>
    public string? Summary { get; set; }

    /// <summary>Training steps, of which each has a loss.</summary>
    public long Steps { get; set; }

    /// <summary>The first step that is not where the one before it leads.</summary>
    public string? StrayStep { get; set; }

    /// <summary>The learning rates of weight and bias, by epoch, and the first step at which one changes within an epoch.</summary>
    public SortedDictionary<int, (double? Weight, double? Bias)> Rates { get; } = [];

    public string? StrayRate { get; set; }

    /// <summary>Steps of each epoch.</summary>
    public SortedDictionary<int, int> StepsOfEpoch { get; } = [];
}

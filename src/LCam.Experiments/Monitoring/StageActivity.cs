using LCam.Experiments.Store;

namespace LCam.Experiments.Monitoring;

/// <summary>A stage that is being executed now.</summary>
public sealed record StageActivity
{
    public required RunRecord Run { get; init; }

    /// <summary>What the stage is, for people.</summary>
    public required string Label { get; init; }

    public required JournalGlance Journal { get; init; }

    /// <summary>Images a second since the work last began or went on; null while too little is done to tell.</summary>
    public required double? ImagesPerSecond { get; init; }

    /// <summary>Time until the stage is done, at this speed; null while that is not known.</summary>
    public required TimeSpan? Left { get; init; }

    /// <summary>Time since whoever executes it last gave a sign of life.</summary>
    public required TimeSpan Silence { get; init; }
}

using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>What an earlier attempt left to go on from.</summary>
/// <param name="Point">Where it goes on.</param>
/// <param name="Differences">What is other here than where it was computed, in words; empty where nothing is, or where nothing is done.</param>
internal sealed record Resumption(ResumePoint Point, IReadOnlyList<string> Differences)
{
    /// <summary>The work is done, by a worker whose coordinator was gone, or by 'lcam work': it needs only to be taken in.</summary>
    public StageResult? Result { get; init; }

    /// <summary>Why it cannot be told what is left; null where it can.</summary>
    public Exception? Unreadable { get; init; }
}

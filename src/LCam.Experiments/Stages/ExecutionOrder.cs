namespace LCam.Experiments.Stages;

/// <summary>How a worker executes a stage. Nothing here moves a number beyond the promise for another device or thread count.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Threads">Threads of the numeric library.</param>
/// <param name="Workers">Image-decoding threads; 0 is one a processor.</param>
/// <param name="CheckpointEvery">Training steps from one checkpoint to the next.</param>
/// <param name="CheckpointSeconds">Seconds from one checkpoint to the next, where so many steps take longer.</param>
/// <param name="DisplayInterval">Training steps from one progress line to the next where there is no terminal.</param>
public sealed record ExecutionOrder(string Device, int Threads, int Workers, int CheckpointEvery, int CheckpointSeconds, int DisplayInterval)
{
    /// <summary>Where a training goes on with another number of threads: to repeat one that did so. Null where it never does.</summary>
    public IReadOnlyList<ThreadChange>? ThreadChanges { get; init; }
}

/// <summary>From a step on, 0-based, a training has another number of threads.</summary>
public sealed record ThreadChange(long Step, int Threads);

namespace LCam.Experiments.Specs;

/// <summary>How training is carried out. Nothing here moves a number.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Steps between checkpoints.</summary>
    public required int CheckpointEvery { get; init; }

    /// <summary>Seconds from one checkpoint to the next, where the steps in between take longer.</summary>
    public required int CheckpointSeconds { get; init; }

    /// <summary>Steps between progress reports.</summary>
    public required int DisplayInterval { get; init; }

    /// <summary>Threads that prepare images; 0 lets the program choose.</summary>
    public required int Workers { get; init; }

    /// <summary>Continue from the last checkpoint rather than from the start.</summary>
    public required bool Resume { get; init; }
}

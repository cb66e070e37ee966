namespace LCam.Experiments.Auditing.Reruns;

/// <summary>How runs are executed again.</summary>
public sealed record RerunOptions
{
    /// <summary>About how many images of each evaluation, in whole batches chosen at random; null is all.</summary>
    public int? Images { get; init; }

    /// <summary>Which batches <see cref="Images"/> chooses.</summary>
    public long SampleSeed { get; init; }

    /// <summary>How many steps of each training; null is all.</summary>
    public long? Steps { get; init; }

    /// <summary><c>cpu</c> or <c>cuda:N</c>; null is where each run computed.</summary>
    public string? Device { get; init; }

    /// <summary>Threads of the numeric library; null is as many as each run had.</summary>
    public int? Threads { get; init; }
}

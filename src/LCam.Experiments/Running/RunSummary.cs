namespace LCam.Experiments.Running;

/// <summary>What became of a sweep's stages.</summary>
/// <param name="Cached">Done before, or meanwhile by another process.</param>
/// <param name="Succeeded">Done now.</param>
/// <param name="Failed">Failed now, or before and not repeated.</param>
/// <param name="Skipped">Not tried: a stage that they need is not done, or the sweep was stopped before.</param>
/// <param name="Interrupted">Stopped on request.</param>
public sealed record RunSummary(int Cached, int Succeeded, int Failed, int Skipped, int Interrupted)
{
    /// <summary>Every stage is done.</summary>
    public bool Complete => Failed + Skipped + Interrupted == 0;
}

namespace LCam.Experiments.Planning;

/// <summary>Where and how stages are executed; none of it is part of a key.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Threads">Threads of the numeric library.</param>
public sealed record ExecutionSettings(string Device, int Threads);

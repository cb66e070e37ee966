namespace LCam.Experiments.Store;

/// <summary>A run that nothing refers to.</summary>
/// <param name="Id">The run's.</param>
/// <param name="Label">What its stage is, for people.</param>
/// <param name="Needed">Whether the stage is needed: then a later attempt took its place.</param>
public sealed record GarbageRun(string Id, string StageKey, int Attempt, string Label, bool Needed);

namespace LCam.Experiments.Tests.Auditing;

/// <summary>Something that somebody may do to a store.</summary>
/// <param name="What">In words.</param>
/// <param name="Finding">The id of the finding that tells of it.</param>
internal sealed record Manipulation(string What, string Finding, Action<TamperedStore> Act);

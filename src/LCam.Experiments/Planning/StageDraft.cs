using LCam.Experiments.Stages;

namespace LCam.Experiments.Planning;

/// <summary>A stage as its cell defines it, before the store is asked.</summary>
/// <param name="Key">SHA-256 of <paramref name="Identity"/>, or of what is known of it.</param>
/// <param name="Blocked">What is missing for an identity.</param>
internal sealed record StageDraft(
    StageKind Kind, string Label, string Key, string? Identity, string Blocked, IReadOnlyList<string> Needs, StageOrder? Order);

using LCam.Experiments.Stages;

namespace LCam.Experiments.Planning;

/// <summary>A stage as its cell defines it, before the store is asked.</summary>
/// <param name="Key">SHA-256 of <paramref name="Identity"/>, or of what is known of it.</param>
/// <param name="Identity">Makes canonical JSON of what determines its numbers; null while an input's content is not known.</param>
/// <param name="Sketch">Makes canonical JSON of what is known of it: with stand-ins for the contents of inputs that are missing.</param>
/// <param name="Blocked">What is missing for an identity.</param>
/// <param name="Order">Makes what a worker would be told; null where something is missing.</param>
internal sealed record StageDraft(
    StageKind Kind, string Label, string Key, Func<string>? Identity, Func<string> Sketch, string Blocked, IReadOnlyList<string> Needs, Func<StageOrder>? Order);

namespace LCam.Experiments.Store;

/// <summary>A stage that some experiment needed.</summary>
/// <param name="Key">SHA-256 of <paramref name="Identity"/>.</param>
/// <param name="Kind">classifier, train, explain, measure or sanity.</param>
/// <param name="Label">What it is, for people.</param>
/// <param name="Identity">Canonical JSON of what determines its numbers.</param>
public sealed record StageRecord(string Key, string Kind, string Label, string Identity);

namespace LCam.Experiments.Store;

/// <summary>A stage by name, without the long text of its identity.</summary>
/// <param name="Kind">classifier, train, explain, measure or sanity.</param>
/// <param name="Label">What it is, for people.</param>
public sealed record StageName(string Key, string Kind, string Label);

namespace LCam.Experiments.Store;

/// <summary>How many of an experiment's stages of one kind are in one state.</summary>
/// <param name="Kind">classifier, train, explain, measure or sanity.</param>
/// <param name="State">The latest runs' state in lower case; <c>planned</c> where there is none.</param>
/// <param name="Seconds">Wall time of these runs, summed.</param>
/// <param name="Unfinished">Keys of the stages, where they were begun and did not succeed.</param>
public sealed record StageTotal(string Kind, string State, long Count, double Seconds, IReadOnlyList<string> Unfinished);

namespace LCam.Experiments.Specs;

/// <summary>A spec's <c>sanity</c>: the experiment compares maps with those of randomised networks, instead of measuring what masking does.</summary>
/// <param name="Images">Take the evaluation list's first so many images; null for all.</param>
/// <param name="Seed">Of the random weights.</param>
public sealed record SanitySpec(int? Images, long Seed);

namespace LCam.Weights.Entries;

/// <summary>A tensor under the name that it has in its dict.</summary>
/// <param name="Name">The name, which a candidate may have freed of prefixes.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Source">Where the numbers lie; equal where two names mean the same numbers.</param>
internal sealed record NamedTensor<T>(string Name, IReadOnlyList<long> Shape, T Source);

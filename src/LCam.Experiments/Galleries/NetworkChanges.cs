namespace LCam.Experiments.Galleries;

/// <summary>What masking did to a network's confidences, method by method.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Methods">Those that were measured.</param>
internal sealed record NetworkChanges(string Network, IReadOnlyList<MethodChanges> Methods);

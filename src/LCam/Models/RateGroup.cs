namespace LCam.Models;

/// <summary>Parameters of an attention mechanism that learn at one rate.</summary>
/// <param name="Name">As in the metric <c>learning-rate.NAME</c>.</param>
/// <param name="Factor">Its rate as a multiple of the nominal one.</param>
/// <param name="IsDecayed">Whether the L2 penalty is on its parameters.</param>
public sealed record RateGroup(string Name, double Factor, bool IsDecayed = true);

namespace LCam.Experiments.Galleries;

/// <summary>One reason for which an image was chosen.</summary>
/// <param name="Why">What it is first in.</param>
/// <param name="Network">The network whose scores say so.</param>
/// <param name="Place">1-based place in that order.</param>
/// <param name="Value">
/// What the order is by, in percent of the confidence before: the mean change (a loss is positive) of the worst and the
/// best, the standard deviation of the drops where methods disagree. NaN where it was drawn.
/// </param>
public sealed record ChosenReason(ImageReason Why, string Network, int Place, double Value);

namespace LCam.Experiments.Galleries;

/// <summary>An image of the list that a gallery shows.</summary>
/// <param name="Index">0-based place in the list.</param>
/// <param name="Reasons">At least one; the first is the one by which it came in.</param>
internal sealed record ChosenImage(int Index, IReadOnlyList<ChosenReason> Reasons);

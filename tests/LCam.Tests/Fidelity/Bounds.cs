namespace LCam.Tests.Fidelity;

/// <summary>How far training may be from the reference's.</summary>
/// <param name="Forward">Logits and maps, of the largest magnitude.</param>
/// <param name="Loss">Losses, relative.</param>
/// <param name="Gradient">Gradients, of their norm.</param>
/// <param name="Weights">Weights after each of three steps, of their norm; losses before the second and third too.</param>
/// <param name="Movement">What three steps changed the weights by, of its norm; null where rounding drowns it.</param>
internal sealed record Bounds(double Forward, double Loss, double Gradient, double Weights, double? Movement = null);

using LCam.Losses;

namespace LCam.Training;

/// <summary>What one training step saw and used.</summary>
/// <param name="Losses">Of the batch, before the step moved the attention.</param>
/// <param name="Rates">What each group of parameters learned with.</param>
public sealed record StepResult(LossValues Losses, IReadOnlyList<GroupRate> Rates);

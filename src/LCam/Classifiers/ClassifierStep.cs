namespace LCam.Classifiers;

/// <summary>What one training step did.</summary>
/// <param name="Step">0-based, over the whole training.</param>
/// <param name="Images">Images in the batch.</param>
/// <param name="Loss">Mean over the batch, before the update.</param>
/// <param name="Correct">Images whose top-1 class was the label, before the update.</param>
/// <param name="LearningRate">The update's.</param>
public sealed record ClassifierStep(int Step, int Images, double Loss, int Correct, double LearningRate);

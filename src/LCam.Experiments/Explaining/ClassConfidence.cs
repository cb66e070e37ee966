namespace LCam.Experiments.Explaining;

/// <summary>How sure the classifier is of a class.</summary>
/// <param name="Class">0-based.</param>
/// <param name="Name">Null where it is not known.</param>
/// <param name="Confidence">Softmax probability, in [0,1].</param>
public sealed record ClassConfidence(int Class, string? Name, double Confidence);

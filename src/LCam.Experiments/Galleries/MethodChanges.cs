namespace LCam.Experiments.Galleries;

/// <summary>What masking by one method's maps did to confidences.</summary>
/// <param name="IsProposed">It is a model of the paper's own loss.</param>
/// <param name="IsControl">It explains nothing.</param>
/// <param name="Losses">100 (Y - O) / Y in percent by image's place in the list: negative where confidence grew.</param>
internal sealed record MethodChanges(bool IsProposed, bool IsControl, IReadOnlyDictionary<int, double> Losses);

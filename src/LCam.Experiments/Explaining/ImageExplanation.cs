namespace LCam.Experiments.Explaining;

/// <summary>What came of one image.</summary>
/// <param name="Image">Its file, as it was given.</param>
/// <param name="Name">What its files are called.</param>
/// <param name="Top">The most probable classes, the first first; of equal scores the lowest class.</param>
/// <param name="Explained">The class that the maps explain.</param>
/// <param name="Maps">One for each explainer.</param>
public sealed record ImageExplanation(
    string Image, string Name, IReadOnlyList<ClassConfidence> Top, ClassConfidence Explained, IReadOnlyList<ExplainedMap> Maps);

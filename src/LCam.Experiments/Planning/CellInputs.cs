namespace LCam.Experiments.Planning;

/// <summary>What the cells of one backbone are made of.</summary>
/// <param name="Train">Null where nothing is trained on it.</param>
/// <param name="Masks">Where the objects are; null where that is not known.</param>
/// <param name="Weights">Null where the classifier is trained first.</param>
internal sealed record CellInputs(InputContent? Train, InputContent Evaluation, InputContent? Masks, InputContent? Weights)
{
    public IEnumerable<InputContent> All => new[] { Train, Evaluation, Masks, Weights }.OfType<InputContent>();
}

namespace LCam.Weights;

/// <summary>A file holds more than a state dict and plain data: only the Python program that saved it can take the weights out.</summary>
internal sealed class ForeignContentException(string message) : Exception(message)
{
    /// <summary>What to do about it.</summary>
    public const string Remedy = "where it can be loaded, save the state dict alone: torch.save(model.state_dict(), 'weights.pth')";
}

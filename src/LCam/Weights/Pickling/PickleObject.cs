namespace LCam.Weights.Pickling;

/// <summary>A value that training scripts leave beside the weights and that nothing here looks into, such as a date or a numpy array.</summary>
/// <param name="Type">The Python name of what it would be.</param>
internal sealed record PickleObject(string Type);

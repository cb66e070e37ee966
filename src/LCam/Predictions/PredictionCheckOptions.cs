namespace LCam.Predictions;

/// <summary>Which predictions are checked against which list.</summary>
public sealed record PredictionCheckOptions
{
    public required PredictionOptions Prediction { get; init; }

    /// <summary>The image folder.</summary>
    public required string Images { get; init; }

    /// <summary>The list of the images with the classes that the model should predict.</summary>
    public required string List { get; init; }

    /// <summary>A list of the same images with their true classes; null when they do not matter.</summary>
    public string? Truth { get; init; }

    /// <summary>
    /// A difference counts as a rounding error where the model prefers its class to the list's by no more than this share of
    /// the softmax's total.
    /// </summary>
    public double Rounding { get; init; } = 1e-4;
}

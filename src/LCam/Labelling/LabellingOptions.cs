using LCam.Predictions;

namespace LCam.Labelling;

/// <summary>Which classifier labels the images, and what may be overwritten.</summary>
public sealed record LabellingOptions
{
    public required PredictionOptions Prediction { get; init; }

    /// <summary>Forget the labels that an interrupted run left, whatever its settings were.</summary>
    public bool Restart { get; init; }

    /// <summary>Replace the output list if it is there.</summary>
    public bool Replace { get; init; }
}

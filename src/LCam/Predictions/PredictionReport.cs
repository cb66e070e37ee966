namespace LCam.Predictions;

/// <summary>How a model's predictions compare with a list of them.</summary>
public sealed record PredictionReport
{
    /// <param name="predictions">One for each line of the list, in its order.</param>
    /// <param name="rounding">The largest margin of a difference that counts as a rounding error.</param>
    public PredictionReport(IReadOnlyList<ImagePrediction> predictions, double rounding)
    {
        Predictions = predictions;
        Rounding = rounding;
        Differences = [.. predictions.Where(prediction => !prediction.Equal).OrderByDescending(prediction => prediction.Margin).ThenBy(prediction => prediction.Line)];
        WithinRounding = Differences.Count(IsRounding);
        if (predictions.All(prediction => prediction.Truth is not null))
        {
            ListTrue = predictions.Count(prediction => prediction.Listed == prediction.Truth);
            ModelTrue = predictions.Count(prediction => prediction.Predicted == prediction.Truth);
        }
    }

    /// <summary>Lines of the list.</summary>
    public int Images => Predictions.Count;

    /// <summary>Lines on which model and list agree.</summary>
    public int Equal => Images - Different;

    /// <summary>Lines on which they do not.</summary>
    public int Different => Differences.Count;

    /// <summary>The largest margin of a difference that counts as a rounding error.</summary>
    public double Rounding { get; }

    /// <summary>How many of <see cref="Different"/> are rounding errors.</summary>
    public int WithinRounding { get; }

    /// <summary>Whether nothing but rounding is different.</summary>
    public bool Agrees => Different == WithinRounding;

    /// <summary>Lines on which the list says the true class; null where the truth is not known.</summary>
    public int? ListTrue { get; }

    /// <summary>Lines on which the model says the true class; null where the truth is not known.</summary>
    public int? ModelTrue { get; }

    /// <summary>The lines on which they differ, the largest margin first.</summary>
    public IReadOnlyList<ImagePrediction> Differences { get; }

    /// <summary>All lines, in the list's order.</summary>
    public IReadOnlyList<ImagePrediction> Predictions { get; }

    /// <summary>Whether a difference is a rounding error.</summary>
    public bool IsRounding(ImagePrediction difference) => difference.Margin <= Rounding;
}

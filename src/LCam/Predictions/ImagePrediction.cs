namespace LCam.Predictions;

/// <summary>What a model sees in one image, beside what a list says that it should see.</summary>
public sealed record ImagePrediction
{
    /// <summary>1-based line in the list file.</summary>
    public required int Line { get; init; }

    /// <summary>Path in the list.</summary>
    public required string Image { get; init; }

    /// <summary>The list's class.</summary>
    public required int Listed { get; init; }

    /// <summary>The model's softmax probability of <see cref="Listed"/>.</summary>
    public required double ListedConfidence { get; init; }

    /// <summary>The model's top-1 class.</summary>
    public required int Predicted { get; init; }

    /// <summary>The model's softmax probability of <see cref="Predicted"/>.</summary>
    public required double Confidence { get; init; }

    /// <summary>The image's true class; null where nobody said it.</summary>
    public int? Truth { get; init; }

    /// <summary>Whether the model sees what the list says.</summary>
    public bool Equal => Predicted == Listed;

    /// <summary>By how much the model prefers its own class, at least 0: about 0 where a rounding error decides.</summary>
    public double Margin => Confidence - ListedConfidence;
}

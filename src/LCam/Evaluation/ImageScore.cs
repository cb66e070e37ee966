namespace LCam.Evaluation;

/// <summary>Everything that the metrics need to know about one image under one explainer.</summary>
public sealed record ImageScore
{
    /// <summary>0-based place in the list.</summary>
    public required int Index { get; init; }

    /// <summary>Path in the list.</summary>
    public required string Image { get; init; }

    /// <summary>The list's class.</summary>
    public required int Label { get; init; }

    /// <summary>Top-1 class of the unmasked image: the class explained.</summary>
    public required int Predicted { get; init; }

    /// <summary>Y: softmax probability of <see cref="Predicted"/>, unmasked.</summary>
    public required double Confidence { get; init; }

    /// <summary>Number of classes that scored above the label, unmasked.</summary>
    public required int LabelRank { get; init; }

    /// <summary>The raw map was constant or not finite.</summary>
    public required bool Degenerate { get; init; }

    /// <summary>One for each percentage, in the order asked for.</summary>
    public required IReadOnlyList<MaskedScore> Masked { get; init; }

    /// <summary>Measures of the unmuted map by id, each in its unit, null where it is undefined; null when none was taken.</summary>
    public IReadOnlyDictionary<string, double?>? Measures { get; init; }
}

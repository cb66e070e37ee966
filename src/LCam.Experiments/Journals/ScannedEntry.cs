using System.Text;
using LCam.Evaluation;

namespace LCam.Experiments.Journals;

/// <summary>What <see cref="StepEntry"/> has of rows.</summary>
internal readonly ref struct ScannedStep(int epoch, long step, ReadOnlySpan<KeyValuePair<string, double>> metrics)
{
    public int Epoch { get; } = epoch;

    public long Step { get; } = step;

    public ReadOnlySpan<KeyValuePair<string, double>> Metrics { get; } = metrics;
}

/// <summary>What <see cref="ImageEntry"/> has of rows, all of it.</summary>
internal readonly ref struct ScannedImage
{
    public required int Index { get; init; }

    /// <summary>UTF-8.</summary>
    public required ReadOnlySpan<byte> Image { get; init; }

    public required int Label { get; init; }

    public required int Predicted { get; init; }

    public required double Confidence { get; init; }

    public required int LabelRank { get; init; }

    public required bool Degenerate { get; init; }

    public required ReadOnlySpan<ScannedMask> Masked { get; init; }

    public required ReadOnlySpan<KeyValuePair<string, double?>> Measures { get; init; }

    public static ScannedImage Of(ImageScore score) => new()
    {
        Index = score.Index,
        Image = Encoding.UTF8.GetBytes(score.Image),
        Label = score.Label,
        Predicted = score.Predicted,
        Confidence = score.Confidence,
        LabelRank = score.LabelRank,
        Degenerate = score.Degenerate,
        Masked = score.Masked.Select(mask => new ScannedMask(mask.Percentage, mask.Confidence, mask.LabelRank)).ToArray(),
        Measures = score.Measures?.ToArray() ?? [],
    };
}

/// <summary>As <see cref="MaskedScore"/>, without an object.</summary>
internal readonly record struct ScannedMask(double Percentage, double Confidence, int LabelRank);

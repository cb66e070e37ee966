using LCam.Problems;

namespace LCam.Classifiers;

/// <summary>
/// Everything about a classifier's training from scratch that moves a number, besides the network, the images and the
/// seed. The optimizer is AdamW (Loshchilov and Hutter 2019), which trains narrow networks with and without BatchNorm.
/// </summary>
public sealed record ClassifierOptions
{
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>The highest learning rate, reached when the warm-up ends.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Share of all steps over which the learning rate grows linearly from 0, in [0,1); after it, a half cosine leads back to 0.</summary>
    public double WarmUp { get; init; } = 0.2;

    /// <summary>Decoupled weight decay, relative to the learning rate.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Decay of the gradients' running mean, in [0,1).</summary>
    public double FirstMoment { get; init; } = 0.9;

    /// <summary>Decay of the squared gradients' running mean, in [0,1).</summary>
    public double SecondMoment { get; init; } = 0.99;

    /// <summary>The loss's target is this much uniform over the classes, in [0,1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Share of the images that are shown multiplied by a random muted map, as measuring shows them, in [0,1].</summary>
    public double Muting { get; init; }

    /// <summary>The image's short side after resizing, in pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Side of the square crop, in pixels: the network's input.</summary>
    public required int CropSize { get; init; }

    /// <exception cref="ProblemException">A value is out of range; every such value is named.</exception>
    public void Validate()
    {
        var problems = new List<Problem>();
        Require(Epochs >= 1, "epochs", Epochs, "1 or more");
        Require(BatchSize >= 2, "batch-size", BatchSize, "2 or more: batch normalisation needs more than one image");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning-rate", LearningRate, "a positive number");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight-decay", WeightDecay, "0 or more");
        Require(IsShare(WarmUp), "warm-up", WarmUp, "0 to below 1");
        Require(IsShare(FirstMoment), "first-moment", FirstMoment, "0 to below 1");
        Require(IsShare(SecondMoment), "second-moment", SecondMoment, "0 to below 1");
        Require(IsShare(LabelSmoothing), "label-smoothing", LabelSmoothing, "0 to below 1");
        Require(Muting is >= 0 and <= 1, "muting", Muting, "0 to 1");
        Require(CropSize >= 1, "crop-size", CropSize, "1 or more");
        Require(InputSize >= CropSize, "input-size", InputSize, $"at least the crop-size, {CropSize}");
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);

        void Require(bool holds, string name, double value, string remedy)
        {
            if (!holds)
            {
                problems.Add(new Problem("", FormattableString.Invariant($"the classifier's {name} is {value}"), $"give {remedy}"));
            }
        }
    }

    private static bool IsShare(double value) => value is >= 0 and < 1;
}

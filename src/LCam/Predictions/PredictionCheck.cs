using LCam.Images;
using LCam.Problems;

namespace LCam.Predictions;

/// <summary>
/// Compares what a model predicts with a list of what it should predict. Against a list that others made with the same
/// weights, this tries the whole path to the prediction: decoding, resizing, cropping, normalisation, weights and network.
/// </summary>
public sealed class PredictionCheck
{
    private readonly PredictionCheckOptions _options;
    private readonly ImageSet _images;
    private readonly LabelLookup? _truth;

    private PredictionCheck(PredictionCheckOptions options, ImageSet images, LabelLookup? truth)
    {
        _options = options;
        _images = images;
        _truth = truth;
    }

    /// <summary>How many predictions are to be made.</summary>
    public int Images => _images.Entries.Count;

    /// <summary>Reads the lists and looks for all that can be wrong, without the numeric library and without decoding an image.</summary>
    /// <exception cref="ProblemException">Options, lists or weights are wrong, or images are missing; all of it is named.</exception>
    public static PredictionCheck Prepare(PredictionCheckOptions options, CancellationToken cancellation = default)
    {
        var problems = new ProblemCollector();
        problems.Try(options.Prediction.Validate);
        if (!(options.Rounding >= 0) || !double.IsFinite(options.Rounding))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem("", FormattableString.Invariant($"the rounding is {options.Rounding}"), "give 0 or a small positive number")]);
        }

        // An impossible number of classes is a problem of its own, not one of every line.
        int? classes = options.Prediction.Backbone.Classes > 0 ? options.Prediction.Backbone.Classes : null;
        var images = problems.Try(() => ImageSet.Read(options.Images, options.List, classes));
        if (images is not null)
        {
            problems.Add(ProblemKind.DataMissing, images.Check(Math.Max(options.Prediction.Workers, 0), cancellation));
        }

        var listed = images is null ? null : problems.Try(() => new LabelLookup(options.List, images.Entries));
        var truth = options.Truth is { } path ? problems.Try(() => new LabelLookup(path, ImageList.Read(path, classes))) : null;
        if (listed is not null && truth is not null)
        {
            problems.Add(ProblemKind.InvalidInput, listed.MissingIn(truth));
            problems.Add(ProblemKind.InvalidInput, truth.MissingIn(listed));
        }

        problems.ThrowIfAny();
        return new PredictionCheck(options, images!, truth);
    }

    /// <summary>Predicts every image's class.</summary>
    /// <param name="device">TorchSharp's name of the device, which takes the place of the options'.</param>
    /// <param name="progress">Told the number of images done: 0 once the network is there, then after every batch.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ProblemException">The weights are another network's, or an image cannot be decoded.</exception>
    public PredictionReport Run(string device, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        using var network = new TopClassNetwork(_options.Prediction with { Device = device });
        var predictions = new List<ImagePrediction>(Images);
        progress?.Report(0);
        foreach (var batch in network.Predict(_images, cancellation))
        {
            predictions.AddRange(batch.Select(prediction => prediction with { Truth = _truth?[prediction.Image] }));
            progress?.Report(predictions.Count);
        }

        return new PredictionReport(predictions, _options.Rounding);
    }
}

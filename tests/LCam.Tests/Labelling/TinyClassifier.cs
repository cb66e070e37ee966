using LCam.Images;
using LCam.Labelling;
using LCam.Models;
using LCam.Predictions;
using LCam.Tests.Images;
using LCam.Weights;

namespace LCam.Tests.Labelling;

/// <summary>A narrow random classifier's weight file and images that it tells apart, in a temporary folder.</summary>
internal sealed class TinyClassifier : IDisposable
{
    private const int Classes = 7;

    internal TinyClassifier(int images)
    {
        Images = new TemporaryImages(images);
        Prediction = new PredictionOptions
        {
            Backbone = new BackboneOptions("resnet50", Classes, 1.0 / 32),
            Weights = Path.Combine(Images.Folder, "weights.safetensors"),
            InputSize = 36,
            CropSize = 32,
            BatchSize = 4,
        };
        using var network = Backbones.Create(Prediction.Backbone);
        network.Initialise(5);
        network.Freeze();
        using var weights = StateDict.CopyOf(network);

        // A random network gives all images nearly the same scores: without their mean, each image's own pattern decides.
        using var batch = new ImageSource(Images.Set, Prediction.InputSize, Prediction.CropSize).Evaluation(images).First();
        using var logits = network.call(ImageNormalisation.ImageNet.Apply(batch.Images));
        weights["fc.bias"].sub_(logits.mean([0L]));
        WeightFile.Write(Prediction.Weights, weights);
    }

    internal TemporaryImages Images { get; }

    internal PredictionOptions Prediction { get; }

    internal LabellingOptions Options => new() { Prediction = Prediction };

    internal string List => Path.Combine(Images.Folder, "labelled.txt");

    internal string Partial => Labeller.PartialPath(List);

    internal void Label(LabellingOptions? options = null, IProgress<LabellingProgress>? progress = null, CancellationToken cancellation = default) =>
        Labeller.Label(Images.Set, options ?? Options, List, progress, cancellation);

    /// <summary>Labels until so many images are done, then is cancelled.</summary>
    internal void LabelUntil(int done)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Each(report =>
        {
            if (report.Done >= done)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Label(progress: progress, cancellation: stop.Token));
    }

    public void Dispose() => Images.Dispose();

    internal sealed class Each(Action<LabellingProgress> action) : IProgress<LabellingProgress>
    {
        public void Report(LabellingProgress value) => action(value);
    }
}

using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Predictions;

/// <summary>A frozen classifier that names each image's most probable class; of equal scores the lowest class wins.</summary>
internal sealed class TopClassNetwork : IDisposable
{
    private const int BatchesBetweenCollections = 10;

    private readonly Backbone _backbone;
    private readonly PredictionOptions _options;

    /// <exception cref="ProblemException">The weights are missing, damaged or another network's.</exception>
    public TopClassNetwork(PredictionOptions options)
    {
        _options = options;
        _backbone = FrozenNetwork.Load(options.Backbone, options.Weights, options.Entry, options.CropSize, device(options.Device));
    }

    /// <summary>The top-1 classes of the images, batch by batch in list order; their labels are not looked at.</summary>
    /// <param name="images">The images.</param>
    /// <param name="startBatch">0-based index of the first batch.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ProblemException">While enumerating: an image cannot be decoded, or the network gives no finite scores.</exception>
    public IEnumerable<int[]> Classify(ImageSet images, int startBatch, CancellationToken cancellation) =>
        Batches(images, startBatch, (_, logits) => Integers(logits.argmax(1)), cancellation);

    /// <summary>As <see cref="Classify"/>, with the confidences of the top-1 class and of the list's, which must be one of the network's.</summary>
    public IEnumerable<ImagePrediction[]> Predict(ImageSet images, CancellationToken cancellation) =>
        Batches(images, 0, (batch, logits) => Predict(batch, logits, images), cancellation);

    public void Dispose() => _backbone.Dispose();

    private static ImagePrediction[] Predict(ImageBatch batch, Tensor logits, ImageSet images)
    {
        var top = logits.argmax(1, keepdim: true);
        var listed = tensor(batch.Labels).unsqueeze(1);
        var classes = Integers(top);
        var confidences = logits.softmax(1).gather(1, cat([top, listed], 1)).to(float64).data<double>().ToArray();
        return [.. batch.Indices.Select((row, item) => new ImagePrediction
        {
            Line = images.Entries[row].Line,
            Image = images.Entries[row].Path,
            Listed = images.Entries[row].Label,
            ListedConfidence = confidences[(2 * item) + 1],
            Predicted = classes[item],
            Confidence = confidences[2 * item],
        })];
    }

    private static int[] Integers(Tensor classes) => [.. classes.data<long>().Select(value => (int)value)];

    private IEnumerable<T> Batches<T>(ImageSet images, int startBatch, Func<ImageBatch, Tensor, T> read, CancellationToken cancellation)
    {
        var source = new ImageSource(images, _options.InputSize, _options.CropSize, _options.Workers);
        var batches = 0;
        foreach (var batch in source.Evaluation(_options.BatchSize, startBatch, cancellation))
        {
            T result;
            using (batch)
            using (no_grad())
            using (NewDisposeScope())
            {
                result = read(batch, Logits(batch, images));
            }

            if (++batches % BatchesBetweenCollections == 0)
            {
                // Native memory is only returned when small managed owners are finalised.
                GC.Collect(0);
            }

            yield return result;
        }
    }

    // (N,R), on the CPU.
    private Tensor Logits(ImageBatch batch, ImageSet images)
    {
        var input = Pad(batch.Images).to(device(_options.Device));
        var logits = _backbone.call(_backbone.Normalisation.Apply(input)).narrow(0, 0, batch.Count).cpu();
        var finite = logits.isfinite().all(1).data<bool>().ToArray();
        var problems = Enumerable.Range(0, batch.Count)
            .Where(item => !finite[item])
            .Select(item => new Problem(
                images.PlaceOf(batch.Indices[item]),
                $"{images.Entries[batch.Indices[item]].Path}: the network's scores are no finite numbers",
                $"the weights in {_options.Weights} are unusable"))
            .ToArray();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return logits;
    }

    // Always the same batch size: convolutions of another size may round differently.
    private Tensor Pad(Tensor images)
    {
        var missing = _options.BatchSize - images.shape[0];
        return missing == 0 ? images : cat([images, images.narrow(0, images.shape[0] - 1, 1).expand(missing, -1, -1, -1)]);
    }
}

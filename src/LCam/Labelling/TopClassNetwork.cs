using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Labelling;

/// <summary>A frozen classifier that names each image's most probable class.</summary>
internal sealed class TopClassNetwork : IDisposable
{
    private readonly Backbone _backbone;
    private readonly LabellingOptions _options;

    /// <exception cref="ProblemException">The weights are missing, damaged or another network's.</exception>
    public TopClassNetwork(LabellingOptions options)
    {
        _options = options;
        using var weights = WeightFile.Read(options.Weights);

        // Where the cut is does not matter to the logits.
        var variant = Backbones.Find(options.Backbone.Architecture).Variants[0];
        _backbone = Backbones.Create(options.Backbone, variant);
        try
        {
            StateDictLoader.Load(_backbone, weights, options.Weights);
            _backbone.to(device(options.Device));
            _backbone.Freeze();
        }
        catch
        {
            _backbone.Dispose();
            throw;
        }
    }

    /// <summary>The top-1 classes of a batch's images; of equal scores the lowest class wins.</summary>
    /// <exception cref="ProblemException">The network gives no finite scores.</exception>
    public int[] Classify(ImageBatch batch, ImageSet images)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var input = Pad(batch.Images).to(device(_options.Device));
        var logits = _backbone.call(ImageNormalisation.Apply(input)).narrow(0, 0, batch.Count).cpu();
        var finite = logits.isfinite().all(1).data<bool>().ToArray();
        var problems = Enumerable.Range(0, batch.Count)
            .Where(item => !finite[item])
            .Select(item => new Problem(
                images.PlaceOf(batch.Indices[item]),
                $"{images.Entries[batch.Indices[item]].Path}: the network's scores are no finite numbers",
                $"the weights in {_options.Weights} are unusable"))
            .ToArray();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return [.. logits.argmax(1).data<long>().Select(label => (int)label)];
    }

    public void Dispose() => _backbone.Dispose();

    // Always the same batch size: convolutions of another size may round differently.
    private Tensor Pad(Tensor images)
    {
        var missing = _options.BatchSize - images.shape[0];
        return missing == 0 ? images : cat([images, images.narrow(0, images.shape[0] - 1, 1).expand(missing, -1, -1, -1)]);
    }
}

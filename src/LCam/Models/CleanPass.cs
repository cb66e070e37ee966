using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>
/// What a frozen backbone makes of a batch of unmasked images. Each part is computed once, when first asked for, without
/// gradients, so several models or explainers of one backbone share the work. Owns what it computed, not the images.
/// </summary>
public sealed class CleanPass : IDisposable
{
    private Tensor? _normalised;
    private Tensor? _featureMaps;
    private Tensor? _unnormalisedFeatureMaps;
    private Tensor? _logits;

    /// <param name="backbone">Frozen.</param>
    /// <param name="images">(N,3,H,W) in [0,1], of the backbone's type and device; must outlive this object.</param>
    /// <param name="places">0-based places of the images in their list; of fewer than N, the last stands for the rest. Null is 0..N-1.</param>
    public CleanPass(Backbone backbone, Tensor images, IReadOnlyList<int>? places = null)
    {
        Backbone = backbone;
        Images = images;
        if (places?.Count == 0 || places?.Count > Count)
        {
            throw new ArgumentException($"{places.Count} places for a batch of {Count}", nameof(places));
        }

        Places = [.. Enumerable.Range(0, Count).Select(row => places is null ? row : places[Math.Min(row, places.Count - 1)])];
    }

    public Backbone Backbone { get; }

    /// <summary>Ends, between their batches, explainers and measures that need many forward passes.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>(N,3,H,W) in [0,1].</summary>
    public Tensor Images { get; }

    /// <summary>Each image's 0-based place in its list: what randomness is drawn by, so that it does not depend on batching.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>N.</summary>
    public int Count => (int)Images.shape[0];

    /// <summary>(N,3,H,W), normalised by channel.</summary>
    public Tensor Normalised => _normalised ??= Compute(() => ImageNormalisation.Apply(Images));

    /// <summary>(N,K,h,w) at the backbone's cut.</summary>
    public Tensor FeatureMaps => _featureMaps ??= Compute(() => Backbone.Features(Normalised));

    /// <summary>(N,K,h,w) of the images as they are in [0,1]; only the un-normalised attention quirk asks for it.</summary>
    public Tensor UnnormalisedFeatureMaps => _unnormalisedFeatureMaps ??= Compute(() => Backbone.Features(Images));

    /// <summary>(N,R).</summary>
    public Tensor Logits => _logits ??= Compute(() => Backbone.Head(FeatureMaps));

    public void Dispose()
    {
        _normalised?.Dispose();
        _featureMaps?.Dispose();
        _unnormalisedFeatureMaps?.Dispose();
        _logits?.Dispose();
    }

    private static Tensor Compute(Func<Tensor> part)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return part().DetachFromDisposeScope();
    }
}

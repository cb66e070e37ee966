using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>
/// What a frozen backbone makes of a batch of unmasked images. Each part is computed once, when first asked for, without
/// gradients, so several models or explainers of one backbone share the work. Owns what it computed, not the images.
/// </summary>
public sealed class CleanPass : IDisposable
{
    private readonly Dictionary<string, Activation> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activation> _unnormalised = new(StringComparer.Ordinal);
    private Tensor? _normalised;
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

    /// <summary>
    /// Names of the layers that will be asked for: they are kept on the way to the logits, so that no layer is computed twice.
    /// Any other may be asked for too; the pass then starts anew from the nearest layer that it has.
    /// </summary>
    public IReadOnlyCollection<string> Layers { get; init; } = [];

    /// <summary>Ends, between their batches, explainers and measures that need many forward passes.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>(N,3,H,W) in [0,1].</summary>
    public Tensor Images { get; }

    /// <summary>Each image's 0-based place in its list: what randomness is drawn by, so that it does not depend on batching.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>N.</summary>
    public int Count => (int)Images.shape[0];

    /// <summary>(N,3,H,W), normalised as the backbone's input is.</summary>
    public Tensor Normalised => _normalised ??= Free(() => Backbone.Normalisation.Apply(Images));

    /// <summary>(N,R).</summary>
    public Tensor Logits => _logits ??= Nearest(Backbone.Layers, _kept, Layers) is { } layer
        ? Free(() => Backbone.Head(At(layer), layer))
        : Free(() => Backbone.Logits(Normalised));

    /// <summary>What the backbone holds behind a layer: maps (N,K,h,w) and what else the rest of it needs.</summary>
    public Activation At(string layer) => At(layer, () => Normalised, _kept, Layers);

    /// <summary>As <see cref="At(string)"/>, of the images as they are in [0,1]; only the un-normalised attention quirk asks for it.</summary>
    public Activation UnnormalisedAt(string layer) => At(layer, () => Images, _unnormalised, []);

    public void Dispose()
    {
        _normalised?.Dispose();
        _logits?.Dispose();
        foreach (var activation in _kept.Values.Concat(_unnormalised.Values))
        {
            activation.Dispose();
        }
    }

    private Activation At(string layer, Func<Tensor> input, Dictionary<string, Activation> kept, IReadOnlyCollection<string> wanted)
    {
        if (kept.TryGetValue(layer, out var known))
        {
            return known;
        }

        // What is wanted anyway and lies on the way is computed first, and kept.
        var before = Nearest(Backbone.Layers.TakeWhile(name => name != layer), kept, wanted);
        var start = before is null ? null : At(before, input, kept, wanted);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var activation = (start is null ? Backbone.Features(input(), layer) : Backbone.Continue(start, before!, layer)).DetachFromDisposeScope();
        kept.Add(layer, activation);
        return activation;
    }

    private static string? Nearest(IEnumerable<string> layers, Dictionary<string, Activation> kept, IReadOnlyCollection<string> wanted) =>
        layers.LastOrDefault(name => kept.ContainsKey(name) || wanted.Contains(name));

    private static Tensor Free(Func<Tensor> part)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return part().DetachFromDisposeScope();
    }
}

using LCam.Evaluation;
using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Galleries;

/// <summary>Loads a network and its explainers, as evaluations do, and paints what they make of images. What cannot be painted is noted.</summary>
internal sealed class NetworkPainter : IDisposable
{
    private readonly PlannedNetwork _network;
    private readonly GalleryOptions _options;
    private readonly Paintings _paintings;
    private readonly string _folder;
    private readonly Dictionary<string, Backbone> _backbones = new(StringComparer.Ordinal);
    private readonly List<PaintingMethod> _methods = [];

    /// <param name="orders">How the network's methods were measured.</param>
    /// <param name="paintings">Takes note of all that is made.</param>
    /// <param name="folder">Where the pictures go.</param>
    public NetworkPainter(PlannedNetwork network, GalleryOrders orders, GalleryOptions options, Paintings paintings, string folder)
    {
        _network = network;
        _options = options;
        _paintings = paintings;
        _folder = folder;
        foreach (var method in network.Methods)
        {
            if (method.Method.ForwardPasses > options.Passes)
            {
                var passes = FormattableString.Invariant($"{method.Method.ForwardPasses}");
                paintings.Fail(network.Network, method.Method, $"it takes {passes} forward passes an image; --passes {passes} includes it");
                continue;
            }

            Attempt(method, () => Load(method, orders));
        }
    }

    /// <summary>Paints images in batches as large as the evaluation's, so that numbers come as near to the stored ones as they can.</summary>
    /// <param name="images">Places in the list.</param>
    /// <param name="told">Told the number of maps that each step disposed of.</param>
    public void Paint(IReadOnlyList<int> images, Action<int> told, CancellationToken cancellation)
    {
        if (_methods.Count == 0)
        {
            _paintings.Fail(_network.Network, "no explainer could be loaded");
            told(images.Count * _network.Methods.Count);
            return;
        }

        told(images.Count * (_network.Methods.Count - _methods.Count));
        var crops = images.Select(image => (Image: image, Crop: Decode(image))).Where(image => image.Crop is not null).ToList();
        told((images.Count - crops.Count) * _methods.Count);
        var size = Math.Clamp(_methods[0].Order.Evaluation.BatchSize, 1, Math.Max(1, crops.Count));
        foreach (var (place, batch) in crops.Chunk(size).Index())
        {
            // Each image's clean confidence tells whether it is the one that was measured; whether a model is, one batch tells.
            Paint([.. batch.Select(image => image.Image)], [.. batch.Select(image => image.Crop!)], size, check: place == 0, told, cancellation);
            GC.Collect(0);
        }
    }

    public void Dispose()
    {
        foreach (var method in _methods)
        {
            method.Explainer.Dispose();
        }

        foreach (var backbone in _backbones.Values)
        {
            backbone.Dispose();
        }
    }

    private void Load(PlannedMethod method, GalleryOrders orders)
    {
        var (order, folder) = orders.Of(method);
        var layer = Backbones.Find(order.Backbone.Architecture).CutLayer(order.Explainer.Variant);
        if (!_backbones.TryGetValue(layer, out var backbone))
        {
            backbone = StageModels.Backbone(order, folder, order.Explainer.Variant);
            _backbones.Add(layer, backbone);
        }

        _methods.Add(new PaintingMethod(method, order, new StageExplainer(order, folder, backbone), layer));
    }

    private RgbImage? Decode(int image)
    {
        var score = _network.Methods.Select(method => method.Scores.GetValueOrDefault(image)).OfType<ImageScore>().FirstOrDefault();
        if (score is null)
        {
            return null;
        }

        var (images, failure) = (_methods[0].Order.Images, (string?)null);
        RgbImage? crop = null;
        try
        {
            crop = ImageLoader.ForEvaluation(Path.Combine(images.Folder, score.Image), images.InputSize, images.CropSize);
            JpegFile.Write(PathOf(GalleryFiles.Picture(_network.Network, image)), crop);
        }
        catch (Problems.ProblemException problem) when (crop is null)
        {
            failure = Paintings.Words(problem);
        }

        _paintings.Picture(_network.Network, image, score.Image, failure);
        return crop;
    }

    private void Paint(int[] images, RgbImage[] crops, int batchSize, bool check, Action<int> told, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        using var stacked = ImageBatch.Stack(crops, new long[crops.Length], images);
        var images01 = FullBatch.Of(stacked.Images.to(torch.device(_options.Device)), batchSize);
        foreach (var group in _methods.GroupBy(method => method.CutLayer))
        {
            using var pass = new CleanPass(_backbones[group.Key], images01, images);
            foreach (var method in group)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!_paintings.HasFailed(_network.Network, method.Planned.Method))
                {
                    Attempt(method.Planned, () => MapPainter.Paint(_network.Network, method, pass, crops, check, _paintings, _folder));
                }

                told(crops.Length);
            }
        }
    }

    private void Attempt(PlannedMethod method, Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // One explainer may fail in any way; the page says so and has the others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _paintings.Fail(_network.Network, method.Method, Paintings.Words(failure));
        }
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}

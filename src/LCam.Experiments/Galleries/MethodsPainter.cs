using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Galleries;

/// <summary>A network with its explainers: loaded as evaluations do, and painting. What cannot be painted is noted.</summary>
internal sealed class MethodsPainter : IDisposable
{
    private readonly GalleryNetwork _network;
    private readonly IReadOnlyList<PaintingMethod> _methods;
    private readonly Paintings _paintings;
    private readonly string _folder;
    private readonly torch.Device _device;
    private readonly Backbone _backbone;
    private readonly Dictionary<PaintingMethod, BatchMaps> _explainers = [];

    /// <param name="methods">At least one.</param>
    /// <param name="paintings">Takes note of all that is made.</param>
    /// <param name="folder">Where the pictures go.</param>
    public MethodsPainter(GalleryNetwork network, IReadOnlyList<PaintingMethod> methods, Paintings paintings, string folder)
    {
        (_network, _methods, _paintings, _folder) = (network, methods, paintings, folder);
        var (first, place) = (methods[0].Order, methods[0].Folder);
        _device = torch.device(first.Execution.Device);
        _backbone = StageModels.Backbone(first, place);
        foreach (var method in methods)
        {
            paintings.Attempt(network, method.Planned.Method, () => _explainers.Add(method, BatchMaps.Of(new StageExplainer(method.Order, method.Folder, _backbone), method.Kept)));
        }
    }

    /// <summary>Makes all maps of a batch.</summary>
    /// <param name="images">Places in the list.</param>
    /// <param name="crops">The images at those places.</param>
    /// <param name="batchSize">The batch is filled up to it, so that numbers come as near to the stored ones as they can.</param>
    /// <param name="check">Work out confidences of masked images too.</param>
    /// <param name="told">Told the number of maps that each step disposed of.</param>
    public void Paint(int[] images, RgbImage[] crops, int batchSize, bool check, Action<int> told, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        using var stacked = ImageBatch.Stack(crops, new long[crops.Length], images);
        var images01 = Evaluation.FullBatch.Of(stacked.Images.to(_device), batchSize);
        using var pass = new CleanPass(_backbone, images01, images)
        {
            Layers = [.. _explainers.Values.SelectMany(explainer => explainer.Layers).Distinct()],
            Cancellation = cancellation,
        };
        foreach (var method in _methods)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_explainers.TryGetValue(method, out var maps))
            {
                maps.Begin(pass);
            }

            if (!_paintings.HasFailed(_network, method.Planned.Method))
            {
                _paintings.Attempt(
                    _network, method.Planned.Method, () => MapPainter.Paint(_network, method, _explainers[method], pass, crops, check, _paintings, _folder));
            }

            told(crops.Length);
        }
    }

    public void Dispose()
    {
        foreach (var explainer in _explainers.Values)
        {
            explainer.Dispose();
        }

        foreach (var method in _methods)
        {
            method.Kept?.Dispose();
        }

        _backbone.Dispose();
    }
}

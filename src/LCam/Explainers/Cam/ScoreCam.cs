using LCam.Explainers.Perturbation;
using LCam.Models;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>
/// Score-CAM (Wang et al. 2020) as the reference's comparison script computes it: every feature map, upsampled and divided
/// by its range without its minimum being subtracted, masks the normalised image; its weight is the class's probability.
/// </summary>
internal sealed class ScoreCam(string layer, int batchSize) : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "score-cam",
        DisplayName = "Score-CAM",
        Traits = new(
            "The positive part of a layer's feature maps, added up, each weighted by the class's score for the image seen through that map.",
            NetworkAccess.FeatureMaps,
            "Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, CVPR Workshops 2020"),
        Make = context => new ScoreCam(context.Settings!.Layer!, context.Settings!.WholeNumber(MaskBatches.BatchSize.Name)),
        ForwardPasses = (backbone, settings) => settings.Architecture.Layer(settings.Layer!).Channels(backbone),
        Parameters = [TargetLayer.Parameter, MaskBatches.BatchSize],
    };

    public string Id => Registration.Id;

    public IReadOnlyList<string> Layers => [layer];

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var ofClasses = classes.cpu().data<long>().ToArray();
        return stack(ofClasses.Select((ofClass, row) => ExplainRow(pass, row, ofClass).Map)).MoveToOuterDisposeScope();
    }

    /// <summary>One image's map (H,W) and the channels' weights (K).</summary>
    internal (Tensor Map, Tensor Weights) ExplainRow(CleanPass pass, int row, long ofClass)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (pass.Images.shape[2], pass.Images.shape[3]);
        var image = pass.Normalised.narrow(0, row, 1);
        var active = pass.At(layer).Maps.narrow(0, row, 1).relu();
        var channels = active.shape[1];
        var weights = empty(channels, active.dtype, active.device);
        var ranges = empty(channels, active.dtype, active.device);
        MaskBatches.ForEach(pass, (int)channels, batchSize, (first, count) =>
        {
            var upsampled = Upsampling.Bilinear(active.narrow(1, first, count), height, width).squeeze(0);
            var range = upsampled.amax([1, 2]) - upsampled.amin([1, 2]);
            range = where(range == Scalars.Of(0), ones_like(range), range);
            var masks = upsampled / range.view(-1, 1, 1);
            weights.narrow(0, first, count).copy_(MaskBatches.Probabilities(pass.Backbone, image, masks, ofClass));
            ranges.narrow(0, first, count).copy_(range);
        });

        // Upsampling is linear: the weighted sum of the masks is the upsampled weighted sum of the feature maps.
        var sum = (active * (weights / ranges).view(1, -1, 1, 1)).sum(1, keepdim: true);
        var map = Upsampling.Bilinear(sum, height, width).relu().view(height, width);
        return (map.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }
}

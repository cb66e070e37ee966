using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// A backbone whose channels are recorded maps, one a label of the batch, and whose logits are recorded too; the image only
/// tells it whether it was normalised. An attention of unit rows then gives back the recorded maps.
/// </summary>
internal sealed class RecordedBackbone(Tensor normalisedMaps, Tensor? unnormalisedMaps, Tensor logits, string layer)
    : OneLayerNetwork(nameof(RecordedBackbone), (int)logits.shape[1], RecordedChannels, layer)
{
    internal const int RecordedChannels = 16;
    private const double Grey = 0.5;

    /// <summary>Whether the head was last given dropout.</summary>
    internal bool SawDropout { get; private set; }

    /// <summary>(N,3,8,8), float64.</summary>
    internal Tensor Images { get; } = full([logits.shape[0], 3, 8, 8], Grey, dtype: float64).DetachFromDisposeScope();

    protected override Tensor Maps(Tensor normalisedImages)
    {
        var isNormalised = !normalisedImages.eq(Grey).all().item<bool>();
        var maps = isNormalised ? normalisedMaps : unnormalisedMaps ?? throw new InvalidOperationException("no un-normalised features were recorded");
        var (n, c, h, w) = (maps.shape[0], maps.shape[1], maps.shape[2], maps.shape[3]);

        // Connected to the image, so that gradients have a way.
        return cat([maps, zeros(n, RecordedChannels - c, h, w, dtype: maps.dtype)], 1) + (normalisedImages.sum() * 0);
    }

    protected override Tensor Answer(Tensor featureMaps, IDropout? dropout)
    {
        SawDropout = dropout is not null;
        return logits + (featureMaps.sum() * 0);
    }
}

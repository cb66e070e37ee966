using LCam.Losses;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>A frozen classifier with an attention mechanism that learns to explain it (paper section 3).</summary>
public sealed class LCamModel : IDisposable
{
    /// <param name="architecture">What <paramref name="backbone"/> is an instance of.</param>
    /// <param name="backbone">Frozen. Stays its owner's: models may share it.</param>
    /// <param name="attention">Of the backbone's classes and its layers' channels, type and device. Becomes the model's.</param>
    /// <param name="variant">What the attention masks.</param>
    /// <param name="loss">What the attention is trained to minimise.</param>
    /// <param name="unnormalisedAttention">Whether the quirk of that name is on; it acts only where the reference has it.</param>
    public LCamModel(
        IBackboneArchitecture architecture,
        Backbone backbone,
        AttentionMechanism attention,
        Variant variant,
        LossKind loss,
        bool unnormalisedAttention)
    {
        var channels = attention.Layers.Select(backbone.Channels).ToArray();
        if (!attention.Channels.SequenceEqual(channels) || attention.Classes != backbone.Classes)
        {
            throw new ArgumentException(
                $"attention of {attention.Classes} classes and {string.Join(", ", attention.Channels)} channels on a backbone of {backbone.Classes} and {string.Join(", ", channels)}",
                nameof(attention));
        }

        if (variant.Masks == Masked.FeatureMaps && channels.Length != 1)
        {
            throw new ArgumentException("only one layer's feature maps can be masked", nameof(variant));
        }

        Architecture = architecture;
        Backbone = backbone;
        Attention = attention;
        Variant = variant;
        Loss = loss;
        UnnormalisedAttention = unnormalisedAttention
            && architecture.Reference is { UnnormalisedImageCrossEntropy: true }
            && variant.Masks == Masked.Image
            && loss == LossKind.CrossEntropy;
    }

    public IBackboneArchitecture Architecture { get; }

    public Backbone Backbone { get; }

    public AttentionMechanism Attention { get; }

    public Variant Variant { get; }

    public LossKind Loss { get; }

    /// <summary>Whether this model's attention looks at features of the un-normalised image.</summary>
    public bool UnnormalisedAttention { get; }

    /// <summary>The reference's name, as <c>ResNet50_L_CAM_Img</c>.</summary>
    public string Name => ModelNames.For(Architecture, Variant, Loss);

    /// <summary>The layers of a clean pass that the model asks for.</summary>
    public IReadOnlyList<string> Layers => UnnormalisedAttention ? [] : Attention.Layers;

    /// <summary>The feature maps (N,K,h,w) that the attention looks at, layer by layer.</summary>
    public IReadOnlyList<Tensor> AttentionFeatures(CleanPass pass) =>
        [.. Attention.Layers.Select(layer => (UnnormalisedAttention ? pass.UnnormalisedAt(layer) : pass.At(layer)).Maps)];

    /// <summary>Logits (N,R) of the batch masked by <paramref name="masks"/> (N,1,h,w) in [0,1]; gradients reach the masks.</summary>
    public Tensor MaskedLogits(CleanPass pass, Tensor masks, IDropout? dropout = null)
    {
        using var scope = NewDisposeScope();
        if (Variant.Masks == Masked.FeatureMaps)
        {
            var layer = Attention.Layers[0];
            var at = pass.At(layer);
            return Backbone.Head(at with { Maps = masks * at.Maps }, layer, dropout).MoveToOuterDisposeScope();
        }

        var (height, width) = (pass.Images.shape[2], pass.Images.shape[3]);
        var masked = Upsampling.Bilinear(masks, height, width) * pass.Images;
        return Backbone.Logits(Backbone.Normalisation.Apply(masked), dropout).MoveToOuterDisposeScope();
    }

    public void Dispose() => Attention.Dispose();
}

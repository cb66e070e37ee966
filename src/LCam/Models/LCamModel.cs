using LCam.Losses;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>A frozen classifier with an attention mechanism that learns to explain it (paper section 3).</summary>
public sealed class LCamModel : IDisposable
{
    /// <param name="architecture">What <paramref name="backbone"/> is an instance of.</param>
    /// <param name="backbone">Frozen and cut for <paramref name="variant"/>. Stays its owner's: models may share it.</param>
    /// <param name="attention">Of the backbone's classes and channels, type and device. Becomes the model's.</param>
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
        if (attention.FeatureChannels != backbone.FeatureChannels || attention.Classes != backbone.Classes)
        {
            throw new ArgumentException(
                $"attention of {attention.Classes} classes and {attention.FeatureChannels} channels on a backbone of {backbone.Classes} and {backbone.FeatureChannels}",
                nameof(attention));
        }

        Architecture = architecture;
        Backbone = backbone;
        Attention = attention;
        Variant = variant;
        Loss = loss;
        UnnormalisedAttention = unnormalisedAttention
            && architecture.Reference.UnnormalisedImageCrossEntropy
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

    /// <summary>The feature maps (N,K,h,w) that the attention looks at.</summary>
    public Tensor AttentionFeatures(CleanPass pass) => UnnormalisedAttention ? pass.UnnormalisedFeatureMaps : pass.FeatureMaps;

    /// <summary>Logits (N,R) of the batch masked by <paramref name="masks"/> (N,1,h,w) in [0,1]; gradients reach the masks.</summary>
    public Tensor MaskedLogits(CleanPass pass, Tensor masks, IDropout? dropout = null)
    {
        using var scope = NewDisposeScope();
        if (Variant.Masks == Masked.FeatureMaps)
        {
            return Backbone.Head(masks * pass.FeatureMaps, dropout).MoveToOuterDisposeScope();
        }

        var (height, width) = (pass.Images.shape[2], pass.Images.shape[3]);
        var masked = Upsampling.Bilinear(masks, height, width) * pass.Images;
        return Backbone.Head(Backbone.Features(ImageNormalisation.Apply(masked)), dropout).MoveToOuterDisposeScope();
    }

    public void Dispose() => Attention.Dispose();
}

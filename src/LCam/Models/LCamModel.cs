using LCam.Losses;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>A frozen classifier with an attention mechanism that learns to explain it (paper section 3).</summary>
public sealed class LCamModel : IDisposable
{
    /// <param name="architecture">What <paramref name="backbone"/> is an instance of.</param>
    /// <param name="backbone">Frozen. Stays its owner's: models may share it.</param>
    /// <param name="attention">Of the backbone's classes and the layer's channels, type and device. Becomes the model's.</param>
    /// <param name="variant">What the attention looks at and masks; one that the architecture has.</param>
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
        Layer = variant.LayersOf(architecture)[0];
        var channels = backbone.Channels(Layer);
        if (attention.FeatureChannels != channels || attention.Classes != backbone.Classes)
        {
            throw new ArgumentException(
                $"attention of {attention.Classes} classes and {attention.FeatureChannels} channels on a backbone of {backbone.Classes} and {channels}",
                nameof(attention));
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

    /// <summary>Name of the layer that the attention looks at.</summary>
    public string Layer { get; }

    /// <summary>Whether this model's attention looks at features of the un-normalised image.</summary>
    public bool UnnormalisedAttention { get; }

    /// <summary>The reference's name, as <c>ResNet50_L_CAM_Img</c>.</summary>
    public string Name => ModelNames.For(Architecture, Variant, Loss);

    /// <summary>The layers of a clean pass that the model asks for.</summary>
    public IReadOnlyList<string> Layers => UnnormalisedAttention ? [] : [Layer];

    /// <summary>The feature maps (N,K,h,w) that the attention looks at.</summary>
    public Tensor AttentionFeatures(CleanPass pass) => (UnnormalisedAttention ? pass.UnnormalisedAt(Layer) : pass.At(Layer)).Maps;

    /// <summary>Logits (N,R) of the batch masked by <paramref name="masks"/> (N,1,h,w) in [0,1]; gradients reach the masks.</summary>
    public Tensor MaskedLogits(CleanPass pass, Tensor masks, IDropout? dropout = null)
    {
        using var scope = NewDisposeScope();
        if (Variant.Masks == Masked.FeatureMaps)
        {
            var at = pass.At(Layer);
            return Backbone.Head(at with { Maps = masks * at.Maps }, Layer, dropout).MoveToOuterDisposeScope();
        }

        var (height, width) = (pass.Images.shape[2], pass.Images.shape[3]);
        var masked = Upsampling.Bilinear(masks, height, width) * pass.Images;
        return Backbone.Logits(Backbone.Normalisation.Apply(masked), dropout).MoveToOuterDisposeScope();
    }

    public void Dispose() => Attention.Dispose();
}

using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>
/// A classifier cut in two: <see cref="Features"/> up to the feature maps that attention looks at, and
/// <see cref="Head"/> from there to the logits. State-dict names are torchvision's.
/// </summary>
public abstract class Backbone : nn.Module<Tensor, Tensor>
{
    protected Backbone(string name, int featureChannels, int classes, string cutLayer)
        : base(name)
    {
        FeatureChannels = featureChannels;
        Classes = classes;
        CutLayer = cutLayer;
    }

    /// <summary>State-dict name of the layer whose output the feature maps are, as <c>layer4.2</c>.</summary>
    public string CutLayer { get; }

    /// <summary>K: channels of the feature maps.</summary>
    public int FeatureChannels { get; }

    /// <summary>R: number of classes.</summary>
    public int Classes { get; }

    /// <summary>Feature maps (N,K,h,w) of normalised images (N,3,H,W).</summary>
    public abstract Tensor Features(Tensor normalisedImages);

    /// <summary>Logits (N,R) of feature maps (N,K,h,w); dropout is off unless masks for it are given.</summary>
    public abstract Tensor Head(Tensor featureMaps, IDropout? dropout = null);

    /// <summary>Logits (N,R) of normalised images (N,3,H,W), dropout off.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Head(Features(input)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Sets every parameter as a pure function of the seed and the parameter's position: weights of convolutions and linear
    /// layers normal with variance 2/fan-in (He et al. 2015), BatchNorm 1, biases 0, and what the architecture adds.
    /// </summary>
    public void Initialise(long seed)
    {
        using var noGradient = no_grad();
        var position = 0L;
        foreach (var (name, parameter) in named_parameters())
        {
            using var scope = NewDisposeScope();
            var random = new CounterRandom(seed, RandomPurpose.ClassifierInitialisation, index: position++);
            var shape = parameter.shape;
            if (shape.Length == 1)
            {
                // The only one-dimensional weights are BatchNorm's scales.
                parameter.fill_(name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
                continue;
            }

            var fanIn = parameter.numel() / shape[0];
            parameter.copy_(RandomTensors.Normal(ref random, shape, Math.Sqrt(2.0 / fanIn)));
        }

        RefineInitialisation();
    }

    /// <summary>What an architecture changes about its fresh parameters so that training from scratch starts quickly.</summary>
    protected abstract void RefineInitialisation();

    /// <summary>Makes the parameters constants and BatchNorm use its running statistics. A frozen backbone may serve several models.</summary>
    public Backbone Freeze()
    {
        foreach (var parameter in parameters())
        {
            parameter.requires_grad_(false);
        }

        eval();
        return this;
    }
}

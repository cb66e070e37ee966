using LCam.Randomness;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>
/// The attention mechanism: a 1x1 convolution from feature maps to one map a class, then a sigmoid (paper section 3).
/// Its checkpoint names are <c>attnM.op.weight</c> (R,K,1,1) and <c>attnM.op.bias</c> (R).
/// </summary>
public sealed class AttentionMechanism : IDisposable
{
    public const string WeightName = AttentionEntries.Weight;
    public const string BiasName = AttentionEntries.Bias;

    /// <summary>Takes over both tensors, which become leaves that require gradients.</summary>
    /// <param name="weight">(R,K,1,1).</param>
    /// <param name="bias">(R), same type and device.</param>
    public AttentionMechanism(Tensor weight, Tensor bias)
    {
        Weight = weight.detach().requires_grad_().DetachFromDisposeScope();
        Bias = bias.detach().requires_grad_().DetachFromDisposeScope();
    }

    /// <summary>(R,K,1,1).</summary>
    public Tensor Weight { get; private set; }

    /// <summary>(R).</summary>
    public Tensor Bias { get; private set; }

    /// <summary>R: number of classes.</summary>
    public int Classes => (int)Weight.shape[0];

    /// <summary>K: channels of the feature maps.</summary>
    public int FeatureChannels => (int)Weight.shape[1];

    /// <summary>Weight and bias uniform in ±1/sqrt(K), PyTorch's default for a convolution, as a pure function of the seed.</summary>
    public static AttentionMechanism Initialised(int classes, int featureChannels, long seed)
    {
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(featureChannels);
        var forWeight = new CounterRandom(seed, RandomPurpose.AttentionInitialisation, index: 0);
        var forBias = new CounterRandom(seed, RandomPurpose.AttentionInitialisation, index: 1);
        return new AttentionMechanism(
            RandomTensors.Uniform(ref forWeight, [classes, featureChannels, 1, 1], -bound, bound),
            RandomTensors.Uniform(ref forBias, [classes], -bound, bound));
    }

    /// <summary>Moves both tensors to a device and type, in place of the old ones.</summary>
    public AttentionMechanism To(ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (weight, bias) = (Weight, Bias);
        Weight = weight.to(type, device, copy: true).requires_grad_().DetachFromDisposeScope();
        Bias = bias.to(type, device, copy: true).requires_grad_().DetachFromDisposeScope();
        weight.Dispose();
        bias.Dispose();
        return this;
    }

    /// <summary>
    /// Maps before the sigmoid, one class of each image: (N,1,h,w) of feature maps (N,K,h,w) and classes (N), int64.
    /// Equal to choosing from all R maps, at 1/R of the arithmetic.
    /// </summary>
    public Tensor OwnMaps(Tensor featureMaps, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var (n, h, w) = (featureMaps.shape[0], featureMaps.shape[2], featureMaps.shape[3]);
        var weights = Weight.index_select(0, classes).view(n, 1, FeatureChannels);
        var maps = weights.bmm(featureMaps.flatten(2)).view(n, 1, h, w);
        return (maps + Bias.index_select(0, classes).view(n, 1, 1, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Maps before the sigmoid, every image at every given class: (N,C,h,w) of feature maps (N,K,h,w) and classes (C), int64.</summary>
    public Tensor CrossedMaps(Tensor featureMaps, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var maps = nn.functional.conv2d(featureMaps, Weight.index_select(0, classes), Bias.index_select(0, classes));
        return maps.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
    }
}

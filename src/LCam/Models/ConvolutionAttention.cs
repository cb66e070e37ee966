using LCam.Randomness;
using LCam.Tensors;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>
/// L-CAM's attention mechanism: a 1x1 convolution from one layer's feature maps to one map a class (paper section 3). Its
/// checkpoint names are <c>attnM.op.weight</c> (R,K,1,1) and <c>attnM.op.bias</c> (R).
/// </summary>
public sealed class ConvolutionAttention : AttentionMechanism
{
    public const string WeightName = AttentionEntries.Weight;
    public const string BiasName = AttentionEntries.Bias;

    // The reference's optimizer doubles the rate of biases.
    private static readonly RateGroup WeightGroup = new("weight", Factor: 1);
    private static readonly RateGroup BiasGroup = new("bias", Factor: 2);

    private readonly AttentionTensor _weight;
    private readonly AttentionTensor _bias;

    /// <summary>Takes over both tensors.</summary>
    /// <param name="layer">Name of the layer that it looks at.</param>
    /// <param name="weight">(R,K,1,1).</param>
    /// <param name="bias">(R), same type and device.</param>
    public ConvolutionAttention(string layer, Tensor weight, Tensor bias)
        : base([layer])
    {
        _weight = new AttentionTensor(WeightName, weight, WeightGroup);
        _bias = new AttentionTensor(BiasName, bias, BiasGroup);
    }

    public static AttentionKind Kind { get; } = new()
    {
        Groups = [WeightGroup, BiasGroup],
        Initialise = (layers, backbone, seed) => Initialised(layers.Single(), backbone.Classes, backbone.Channels(layers.Single()), seed),
        Restore = (layers, weights) => new ConvolutionAttention(layers.Single(), weights[WeightName].clone(), weights[BiasName].clone()),
    };

    /// <summary>(R,K,1,1).</summary>
    public Tensor Weight => _weight.Value;

    /// <summary>(R).</summary>
    public Tensor Bias => _bias.Value;

    public override int Classes => (int)Weight.shape[0];

    public override IReadOnlyList<int> Channels => [(int)Weight.shape[1]];

    public override IReadOnlyList<AttentionTensor> Tensors => [_weight, _bias];

    /// <summary>Weight and bias uniform in ±1/sqrt(K), PyTorch's default for a convolution, as a pure function of the seed.</summary>
    public static ConvolutionAttention Initialised(string layer, int classes, int channels, long seed)
    {
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(channels);
        var forWeight = new CounterRandom(seed, RandomPurpose.AttentionInitialisation, index: 0);
        var forBias = new CounterRandom(seed, RandomPurpose.AttentionInitialisation, index: 1);
        return new ConvolutionAttention(
            layer,
            RandomTensors.Uniform(ref forWeight, [classes, channels, 1, 1], -bound, bound),
            RandomTensors.Uniform(ref forBias, [classes], -bound, bound));
    }

    // Equal to choosing from all R maps, at 1/R of the arithmetic.
    public override Tensor OwnMaps(IReadOnlyList<Tensor> features, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var featureMaps = features[0];
        var (n, h, w) = (featureMaps.shape[0], featureMaps.shape[2], featureMaps.shape[3]);
        var weights = Weight.index_select(0, classes).view(n, 1, Weight.shape[1]);
        var maps = weights.bmm(featureMaps.flatten(2)).view(n, 1, h, w);
        return maps.Plus(Bias.index_select(0, classes).view(n, 1, 1, 1)).MoveToOuterDisposeScope();
    }

    public override Tensor CrossedMaps(IReadOnlyList<Tensor> features, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var maps = nn.functional.conv2d(features[0], Weight.index_select(0, classes), Bias.index_select(0, classes));
        return maps.MoveToOuterDisposeScope();
    }
}
